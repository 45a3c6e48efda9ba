package org.weightbench.ui.internal.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceChangeEvent;
import org.eclipse.core.resources.IResourceChangeListener;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.resources.WorkspaceJob;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.content.IContentDescription;
import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IFileEditorInput;
import org.eclipse.ui.IStartup;
import org.weightbench.experiment.DefinitionProblem;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/**
 * Keeps problem markers on the experiment files of the workspace, from its start and whenever one
 * changes. What stands in result folders was run and is left alone.
 */
public final class ExperimentMarkers implements IStartup, IResourceChangeListener {
  /** Type of the markers. */
  public static final String TYPE = "org.weightbench.ui.experimentProblem";

  private static final String CONTENT_TYPE = "org.weightbench.launching.experiment";

  private final Queue<IFile> changed = new ConcurrentLinkedQueue<>();
  private final WorkspaceJob job =
      new WorkspaceJob(Messages.form_checking) {
        @Override
        public IStatus runInWorkspace(IProgressMonitor monitor) {
          for (IFile file = changed.poll(); file != null; file = changed.poll()) {
            markUnlessDeleted(file);
          }
          return Status.OK_STATUS;
        }

        @Override
        public boolean belongsTo(Object family) {
          return family == Background.FAMILY;
        }
      };

  @Override
  public void earlyStartup() {
    IWorkspace workspace = ResourcesPlugin.getWorkspace();
    job.setSystem(true);
    job.setRule(workspace.getRuleFactory().markerRule(workspace.getRoot()));
    workspace.addResourceChangeListener(this, IResourceChangeEvent.POST_CHANGE);
    try {
      collect(workspace.getRoot());
    } catch (CoreException e) {
      ILog.of(ExperimentMarkers.class).log(e.getStatus());
    }
  }

  /** Tells whether markers show the problems of what an editor edits, once it is saved. */
  static boolean covers(IEditorInput input) {
    return input instanceof IFileEditorInput file && isExperiment(file.getFile());
  }

  @Override
  public void resourceChanged(IResourceChangeEvent event) {
    try {
      event
          .getDelta()
          .accept(
              delta -> {
                boolean content =
                    delta.getKind() == IResourceDelta.ADDED
                        || (delta.getFlags() & IResourceDelta.CONTENT) != 0;
                if (content && delta.getResource() instanceof IFile file && isYaml(file)) {
                  changed.add(file);
                }
                return true;
              });
    } catch (CoreException e) {
      ILog.of(ExperimentMarkers.class).log(e.getStatus());
    }
    if (!changed.isEmpty()) {
      job.schedule();
    }
  }

  private void collect(IContainer container) throws CoreException {
    container.accept(
        resource -> {
          if (resource instanceof IFile file && isYaml(file)) {
            changed.add(file);
          }
          return true;
        });
    job.schedule();
  }

  private static boolean isYaml(IFile file) {
    return String.valueOf(file.getFileExtension()).matches("ya?ml")
        && !file.getName().equals(ResultFolder.DEFINITION);
  }

  private static boolean isExperiment(IFile file) {
    try {
      IContentDescription description = file.exists() ? file.getContentDescription() : null;
      return description != null
          && description.getContentType() != null
          && CONTENT_TYPE.equals(description.getContentType().getId())
          && isYaml(file);
    } catch (CoreException _) {
      return false;
    }
  }

  /** Nothing keeps a file from being deleted while it is read and marked. */
  private static void markUnlessDeleted(IFile file) {
    try {
      if (file.exists()) {
        mark(file);
      }
    } catch (CoreException e) {
      if (file.exists()) {
        ILog.of(ExperimentMarkers.class).log(e.getStatus());
      }
    }
  }

  private static void mark(IFile file) throws CoreException {
    file.deleteMarkers(TYPE, true, IResource.DEPTH_ZERO);
    if (!isExperiment(file) || file.getLocation() == null) {
      return;
    }
    String text = file.readString();
    Path folder = file.getLocation().toPath().getParent();
    IDocument document = new Document(text);
    List<DefinitionProblem> problems = Checked.of(text, file.getName(), folder).problems();
    for (DefinitionProblem problem : problems) {
      Position position = ProblemAnnotations.position(problem, document);
      file.createMarker(
          TYPE,
          Map.of(
              IMarker.SEVERITY,
              IMarker.SEVERITY_ERROR,
              IMarker.MESSAGE,
              Checked.sentence(problem),
              IMarker.LINE_NUMBER,
              problem.line(),
              IMarker.CHAR_START,
              position.getOffset(),
              IMarker.CHAR_END,
              position.getOffset() + position.getLength()));
    }
  }
}
