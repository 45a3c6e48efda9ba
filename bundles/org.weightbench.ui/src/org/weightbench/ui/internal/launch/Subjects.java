package org.weightbench.ui.internal.launch;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.content.IContentDescription;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Messages;

/** Finds out what a resource of the workspace is to Weightbench. */
final class Subjects {
  private static final String EXPERIMENT = "org.weightbench.launching.experiment";

  private Subjects() {}

  /** Returns what can be run of a resource; empty when it is neither a model nor an experiment. */
  static Optional<Subject> of(IResource resource) {
    if (!(resource instanceof IFile file)) {
      return Optional.empty();
    }
    if ("gguf".equalsIgnoreCase(file.getFileExtension())) {
      return Optional.of(new Subject.Models(Locations.of(file)));
    }
    return isExperiment(file)
        ? Optional.of(new Subject.ExperimentFile(Locations.of(file)))
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
