package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

/** A search by a real process. */
class TuneTest {
  @TempDir private Path root;

  @Test
  void aSearchEndsWithAWinnerAProfileAndAnOrdinaryResult() throws IOException {
    Path model = Fixtures.STORIES_F32.copyTo(root);
    PlainJava.Ended tuned =
        PlainJava.run(
            Main.class,
            root,
            List.of(
                "tune",
                model.toString(),
                "--strategy",
                "read,mmap",
                "--threads",
                "1,2",
                "--chunk",
                "1MiB",
                "--goal",
                "warm",
                "--budget",
                "20s",
                "--profile",
                "tiny",
                "--profiles",
                root.resolve("profiles").toString(),
                "--output",
                root.resolve("results").toString()));
    assertEquals(0, tuned.exitCode(), tuned.err());
    ResultFolder result = ResultFolder.list(root.resolve("results")).getFirst();
    assertAll(
        () -> assertTrue(tuned.out().startsWith("Best: strategy="), tuned.out()),
        () -> assertTrue(tuned.out().contains("95 % interval"), tuned.out()),
        () -> assertTrue(Files.exists(root.resolve("profiles/tiny.tuning.yaml")), tuned.out()),
        () -> assertTrue(!result.samples().isEmpty(), tuned.out()),
        () -> assertEquals(0, Cli.run("compare", result.path()).exitCode()));
  }

  @Test
  void aSearchNeedsABudgetAndAKnownGoal() {
    Path model = Fixtures.STORIES_F32.copyTo(root);
    Cli.Ended without = Cli.run("tune", model);
    assertEquals(2, without.exitCode());
    assertTrue(without.err().contains("missing: --budget"), without.err());
    Cli.Ended unknown = Cli.run("tune", model, "--budget", "1min", "--goal", "fast");
    assertEquals(2, unknown.exitCode());
    assertTrue(
        unknown.err().contains("--goal: found 'fast', expected one of cold, warm, first-layer"),
        unknown.err());
  }

  private static String refusal(Path model, Object... options) {
    Cli.Ended refused =
        Cli.run(
            Stream.concat(Stream.of("tune", model, "--budget", "1min"), Stream.of(options))
                .toArray());
    assertEquals(2, refused.exitCode());
    return refused.err();
  }

  @Test
  void aSearchComparesWhatItsGoalMeansAndNothingElse() {
    Path model = Fixtures.STORIES_F32.copyTo(root);
    String cache = refusal(model, "--cache", "cold,warm");
    assertTrue(cache.contains("cache: found cold, warm, expected cold"), cache);
    String deliver = refusal(model, "--deliver", "copied,mapped");
    assertTrue(deliver.contains("deliver: found copied, mapped, expected one value"), deliver);
    String samples = refusal(model, "--precision", "3%");
    assertTrue(samples.contains("--precision: a search decides itself"), samples);
  }
}
