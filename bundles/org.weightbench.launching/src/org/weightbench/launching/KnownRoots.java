package org.weightbench.launching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.experiment.ResultFolder;

/**
 * Remembers, from session to session, the folders outside of the workspace's projects into which
 * experiments wrote their results.
 */
final class KnownRoots implements ExperimentListener {
  private static final String FILE = "result-roots.txt";

  private boolean remembered;

  @Override
  public void changed(RunningExperiment experiment, ExperimentProgress progress) {
    if (!remembered && progress.folder().isPresent()) {
      remembered = true;
      try {
        remember(progress.folder().get().toAbsolutePath().getParent());
      } catch (IOException e) {
        ILog.of(KnownRoots.class).warn("The folder of results could not be remembered.", e);
      }
    }
  }

  /** Returns the remembered folders that still exist, oldest first. */
  static List<Path> all() throws IOException {
    Path file = file();
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank())
        .map(Path::of)
        .filter(Files::isDirectory)
        .toList();
  }

  /** Remembers one more folder. */
  static void remember(Path root) throws IOException {
    Set<Path> roots = new LinkedHashSet<>(all());
    if (roots.add(root)) {
      Files.createDirectories(file().getParent());
      ResultFolder.writeWhole(
          file(), String.join("\n", roots.stream().map(Path::toString).toList()) + "\n");
    }
  }

  private static Path file() {
    return Platform.getStateLocation(FrameworkUtil.getBundle(KnownRoots.class))
        .toPath()
        .resolve(FILE);
  }
}
