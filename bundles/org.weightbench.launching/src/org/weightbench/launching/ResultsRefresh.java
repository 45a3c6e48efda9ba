package org.weightbench.launching;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.resources.WorkspaceJob;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.osgi.util.NLS;

/** Tells the workspace of files that the runner wrote, where they lie in one of its projects. */
final class ResultsRefresh extends WorkspaceJob implements ExperimentListener {
  private volatile Optional<Path> folder = Optional.empty();

  ResultsRefresh(String experiment) {
    super(NLS.bind(Messages.job_refresh, experiment));
    setSystem(true);
    setRule(ResourcesPlugin.getWorkspace().getRoot());
  }

  @Override
  public void changed(RunningExperiment experiment, ExperimentProgress progress) {
    boolean appeared = folder.isEmpty() && progress.folder().isPresent();
    folder = progress.folder();
    if (appeared || progress.state().isFinal()) {
      schedule();
    }
  }

  @Override
  public IStatus runInWorkspace(IProgressMonitor monitor) throws CoreException {
    if (folder.isPresent()) {
      for (IContainer container : Locations.containersAt(folder.get())) {
        refresh(container, monitor);
      }
    }
    return Status.OK_STATUS;
  }

  /** A container is found in the workspace only after its parents are. */
  private static void refresh(IContainer container, IProgressMonitor monitor) throws CoreException {
    if (container.getProject() == null || !container.getProject().isOpen()) {
      return;
    }
    IContainer parent = container.getParent();
    if (!container.exists() && parent.getType() == IResource.FOLDER) {
      refresh(parent, monitor);
    }
    container.refreshLocal(IResource.DEPTH_INFINITE, monitor);
  }
}
