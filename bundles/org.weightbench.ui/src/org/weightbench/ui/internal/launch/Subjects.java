package org.weightbench.ui.internal.launch;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.content.IContentDescription;
import org.eclipse.ui.IURIEditorInput;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Messages;

/** Finds out what resources of the workspace and files outside of it are to Weightbench. */
final class Subjects {
  private static final String MODEL_EXTENSION = "gguf";
  private static final String EXPERIMENT = "org.weightbench.launching.experiment";

  private Subjects() {}

  /** Returns what can be run of a resource; empty when it is neither a model nor an experiment. */
  static Optional<Subject> of(IResource resource) {
    if (!(resource instanceof IFile file)) {
      return Optional.empty();
    }
    if (MODEL_EXTENSION.equalsIgnoreCase(file.getFileExtension())) {
      return Optional.of(new Subject.Models(Locations.of(file)));
    }
    return isExperiment(file)
        ? Optional.of(new Subject.ExperimentFile(Locations.of(file)))
        : Optional.empty();
  }

  /**
   * Returns what can be run of what is selected or edited: of a resource, of what adapts to one, or
   * of the input of an editor on a file outside of the workspace.
   */
  static Optional<Subject> ofElement(Object element) {
    IResource resource = Adapters.adapt(element, IResource.class);
    if (resource != null) {
      return of(resource);
    }
    return element instanceof IURIEditorInput input ? outside(input) : Optional.empty();
  }

  /** Returns the model that an editor shows, where it lies outside of the workspace. */
  static Optional<Subject> outside(IURIEditorInput input) {
    URI uri = input.getURI();
    return Adapters.adapt(input, IResource.class) == null
            && "file".equals(uri.getScheme())
            && MODEL_EXTENSION.equalsIgnoreCase(
                IPath.fromOSString(uri.getPath()).getFileExtension())
        ? Optional.of(new Subject.Models(Path.of(uri).toString()))
        : Optional.empty();
  }

  /** Returns a name for a configuration that runs a subject: that of its file, or of the first. */
  static String name(Subject subject) {
    String first = nameOfFirst(subject);
    return subject instanceof Subject.Models(List<String> locations) && locations.size() > 1
        ? Messages.format(Messages.shortcut_severalModels, first, locations.size() - 1)
        : first;
  }

  private static String nameOfFirst(Subject subject) {
    String file = subject.location().replaceFirst("\\}$", "").replaceFirst(".*[/\\\\]", "");
    return file.replaceFirst("(\\.experiment)?\\.(gguf|ya?ml)$", "")
        .replaceAll("[:*?\"<>|$&@]", "-");
  }

  private static boolean isExperiment(IFile file) {
    try {
      IContentDescription description = file.getContentDescription();
      return description != null
          && description.getContentType() != null
          && EXPERIMENT.equals(description.getContentType().getId());
    } catch (CoreException _) {
      return false;
    }
  }
}
