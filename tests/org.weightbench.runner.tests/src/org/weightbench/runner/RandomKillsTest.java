package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ExperimentEvent.SampleFinished;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.testing.Fixtures;

/**
 * A run that is killed again and again. The property {@code org.weightbench.kills} says how often,
 * a few times being enough for every day, and {@code org.weightbench.kills.seed} which moments are
 * drawn.
 */
class RandomKillsTest {
  private static final int STANDARD_KILLS = 4;
  private static final int MOST_EVENTS = 14;
  private static final int LONGEST_MILLIS = 700;
  private static final long STANDARD_SEED = 4;

  @TempDir private Path scratch;

  @Test
  void noWholeSampleIsLostNoneIsDoubledAndTheSystemIsAsBefore() throws Exception {
    Path model = Fixtures.STORIES_F32.copyTo(scratch);
    Path results = scratch.resolve("results");
    Optional<DeviceReadAhead> readAhead = DeviceReadAhead.of(model);
    Map<String, List<String>> sweep =
        DeviceReadAhead.capability(model).available()
            ? Map.of("cache", List.of("asis"), "read-ahead", List.of("124 KiB", "252 KiB"))
            : Map.of("cache", List.of("asis"));
    Path experiment = Runs.experiment(scratch, model, sweep, 100_000);
    Random random = new Random(Long.getLong("org.weightbench.kills.seed", STANDARD_SEED));
    List<Sample> kept = List.of();
    int kills = Integer.getInteger("org.weightbench.kills", STANDARD_KILLS);
    for (int kill = 0; kill < kills; kill++) {
      try (Runs.Running running = new Runs.Running(scratch, arguments(experiment, results))) {
        letRun(running, random);
        if (random.nextBoolean()) {
          running.process().children().forEach(ProcessHandle::destroyForcibly);
          letRun(running, random);
        }
        List<ProcessHandle> children = running.process().children().toList();
        running.process().destroyForcibly().waitFor();
        children.forEach(child -> child.onExit().join());
      }
      kept = assertNothingLost(results, kept);
    }

    try (Runs.Running running = new Runs.Running(scratch, arguments(experiment, results))) {
      running.expect(SampleFinished.class::isInstance);
      running.process().destroy();
      running.process().waitFor();
    }
    assertTrue(assertNothingLost(results, kept).size() > kept.size());
    assertEquals(readAhead, DeviceReadAhead.of(model));
  }

  private static String[] arguments(Path experiment, Path results) throws IOException {
    List<ResultFolder> folders = ResultFolder.list(results);
    return folders.isEmpty()
        ? new String[] {experiment.toString(), "--output", results.toString()}
        : new String[] {"--resume", folders.getFirst().path().toString()};
  }

  /** Some events and a moment more, so that every stage of a run has its turn. */
  private static void letRun(Runs.Running running, Random random) throws Exception {
    int events = random.nextInt(MOST_EVENTS);
    for (int heard = 0; heard < events && running.hear(_ -> true); heard++) {}
    running.process().waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
  }

  private static List<Sample> assertNothingLost(Path results, List<Sample> before)
      throws IOException {
    List<ResultFolder> folders = ResultFolder.list(results);
    assertTrue(folders.size() <= 1, folders.toString());
    List<Sample> samples = folders.isEmpty() ? List.of() : folders.getFirst().samples();
    assertEquals(before, samples.subList(0, before.size()));
    HashSet<Integer> runs = new HashSet<>();
    for (Sample sample : samples) {
      assertTrue(runs.add(sample.run()), "run " + sample.run() + " stands there twice");
      assertTrue(
          sample.status() == Status.VERIFIED
              || String.valueOf(sample.reason()).contains("was killed by signal 9"),
          sample.toString());
    }
    return samples;
  }
}
