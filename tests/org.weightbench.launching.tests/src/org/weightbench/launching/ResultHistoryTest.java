package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.ResultFolder;

final class ResultHistoryTest {
  private static final int REPETITIONS = 3;
  private static final int MOST_REPETITIONS = 5;

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "false, false, 2, INCOMPLETE",
    "false, false, 3, COMPLETE",
    "false, true, 2, ENDED_EARLY",
    "false, true, 3, COMPLETE",
    "true, false, 2, INCOMPLETE",
    "true, false, 3, REPEATED",
    "true, true, 4, REPEATED",
    "true, false, 5, COMPLETE"
  })
  void aStateSaysNoMoreThanTheFolderDoes(
      boolean precise, boolean withBudget, int samples, HistoryEntry.State expected)
      throws Exception {
    ExperimentDefinition definition =
        new ExperimentDefinition(
                "history", new ModelSource.ModelFile(root.resolve("a.gguf")), Map.of(), 1, 1)
            .withEffort(
                REPETITIONS,
                precise ? Optional.of(new Precision(0.03, MOST_REPETITIONS)) : Optional.empty(),
                withBudget ? Optional.of(Duration.ofMinutes(1)) : Optional.empty());
    ResultFolder folder =
        ResultFolder.create(root, definition, LocalDateTime.of(2026, 11, 27, 12, 0));
    Files.writeString(folder.path().resolve(ResultFolder.SAMPLES), "{}\n".repeat(samples));
    HistoryEntry entry = ResultHistory.read(List.of(root), Set.of()).getFirst();
    assertEquals(expected, entry.state());
    assertEquals(samples, entry.done());
    assertEquals(REPETITIONS, entry.planned());
    assertEquals(expected != HistoryEntry.State.COMPLETE, entry.state().isResumable());
  }
}
