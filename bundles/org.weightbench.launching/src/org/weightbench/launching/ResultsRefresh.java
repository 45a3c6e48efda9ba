package org.weightbench.launching;

import java.nio.file.Path;
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
  private final Path output;
  private boolean planned;

  ResultsRefresh(String experiment, Path output) {
    super(NLS.bind(Messages.job_refresh, experiment));
    this.output = output;
    setSystem(true);
    setRule(ResourcesPlugin.getWorkspace().getRoot());
  }

  @Override
  public void changed(RunningExperiment experiment, ExperimentProgress progress) {
    boolean appeared = !planned && progress.folder().isPresent();
    planned |= appeared;
    if (appeared || progress.state().isFinal()) {
      schedule();
    }
  }

  @Override
  public IStatus runInWorkspace(IProgressMonitor monitor) throws CoreException {
    for (IContainer container : Locations.containersAt(output)) {
      if (container.getProject() != null && container.getProject().isOpen()) {
        container.refreshLocal(IResource.DEPTH_INFINITE, monitor);
      }
    }
    return Status.OK_STATUS;
  }
}
