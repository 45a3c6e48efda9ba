package org.weightbench.launching;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.ResourcesPlugin;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.ResultFolder;

/**
 * Finds the result folders of the workspace and of earlier launches. It reads files: call it in a
 * job.
 */
public final class ResultHistory {
  private ResultHistory() {}

  /**
   * Returns the folders that may hold result folders: each open project, its folder {@value
   * Locations#RESULTS}, and where launches wrote.
   *
   * @throws IOException when what is remembered cannot be read
   */
  public static List<Path> roots() throws IOException {
    Set<Path> roots = new LinkedHashSet<>();
    for (IProject project : ResourcesPlugin.getWorkspace().getRoot().getProjects()) {
      if (project.isOpen() && project.getLocation() != null) {
        Path location = project.getLocation().toPath();
        roots.add(location);
        roots.add(location.resolve(Locations.RESULTS));
      }
    }
    roots.addAll(KnownRoots.all());
    return List.copyOf(roots);
  }

  /**
   * Adds a folder, outside of the workspace perhaps, whose result folders belong to the history
   * from now on. A result folder itself may be named; then its parent is added.
   *
   * @throws IOException when it cannot be remembered
   */
  public static void addRoot(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    KnownRoots.remember(
        ResultFolder.isResultFolder(absolute) && parent != null ? parent : absolute);
  }

  /**
   * Reads the history.
   *
   * @param roots folders that may hold result folders
   * @param running folders to which experiments write now
   * @return entries, the latest first
   * @throws IOException when one of the roots cannot be read
   */
  public static List<HistoryEntry> read(List<Path> roots, Set<Path> running) throws IOException {
    List<HistoryEntry> entries = new ArrayList<>();
    for (Path root : roots) {
      for (ResultFolder folder : ResultFolder.list(root)) {
        entries.add(entry(folder, running.contains(folder.path())));
      }
    }
    entries.sort(
        Comparator.comparing(HistoryEntry::started)
            .thenComparing(entry -> entry.folder().name())
            .reversed());
    return List.copyOf(entries);
  }

  private static HistoryEntry entry(ResultFolder folder, boolean running) throws IOException {
    Instant started =
        Files.getLastModifiedTime(folder.path().resolve(ResultFolder.DEFINITION)).toInstant();
    try {
      ExperimentDefinition definition = folder.definition();
      ExperimentPlan plan =
          folder
              .plan()
              .map(record -> record.replan(definition))
              .orElseGet(() -> ExperimentPlan.of(definition, _ -> Optional.empty()));
      int planned = plan.runs().size();
      int done = wholeLines(folder.path().resolve(ResultFolder.SAMPLES));
      HistoryEntry.State state = running ? HistoryEntry.State.RUNNING : state(plan, done);
      return new HistoryEntry(
          folder,
          definition.name(),
          model(folder, definition),
          done,
          planned,
          started,
          state,
          Optional.empty());
    } catch (IOException e) {
      return new HistoryEntry(
          folder,
          folder.name(),
          "",
          0,
          0,
          started,
          HistoryEntry.State.UNREADABLE,
          Optional.of(e.getMessage()));
    }
  }

  private static HistoryEntry.State state(ExperimentPlan plan, int done) {
    ExperimentDefinition definition = plan.definition();
    if (done >= plan.cells().size() * definition.mostRepetitions()) {
      return HistoryEntry.State.COMPLETE;
    }
    if (done >= plan.runs().size()) {
      return HistoryEntry.State.REPEATED;
    }
    return definition.budget().isPresent()
        ? HistoryEntry.State.ENDED_EARLY
        : HistoryEntry.State.INCOMPLETE;
  }

  private static String model(ResultFolder folder, ExperimentDefinition definition)
      throws IOException {
    return folder
        .model()
        .map(ModelRecord::name)
        .orElseGet(
            () ->
                switch (definition.model()) {
                  case ModelFile(Path path) -> String.valueOf(path.getFileName());
                  case Synthesized made -> made.fileName();
                });
  }

  /** A sample is a whole line; the last one may still be written. */
  private static int wholeLines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    int lines = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          lines++;
        }
      }
    }
    return lines;
  }
}
