package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ExperimentEvent.SampleFinished;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.os.ControlGroup;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.GroupLimits;
import org.weightbench.os.PageCache;
import org.weightbench.os.SystemJournal;

/**
 * A run that is killed again and again. The property {@code org.weightbench.kills} says how often,
 * a few times being enough for every day, {@code org.weightbench.kills.seconds} after how many
 * seconds no further one follows, and {@code org.weightbench.kills.seed} which moments are drawn.
 * How many there were is reported.
 */
class RandomKillsTest {
  private static final int STANDARD_KILLS = 4;
  private static final int KILLED = 128 + 9;
  private static final int MOST_EVENTS = 14;
  private static final int LONGEST_MILLIS = 700;
  private static final long STANDARD_SEED = 4;

  @TempDir private Path scratch;

  @Test
  void noWholeSampleIsLostNoneIsDoubledAndTheSystemIsAsBefore(TestReporter reporter)
      throws Exception {
    Optional<DeviceReadAhead> readAhead = DeviceReadAhead.of(scratch);
    Optional<Path> groups = placeOfGroups();
    Path experiment = experiment(groups.isPresent());
    Set<Long> killed = new HashSet<>();
    Random random = new Random(Long.getLong("org.weightbench.kills.seed", STANDARD_SEED));
    Path results = scratch.resolve("results");
    List<Sample> kept = List.of();
    int samples = 0;
    int kills = Integer.getInteger("org.weightbench.kills", STANDARD_KILLS);
    long limit =
        TimeUnit.SECONDS.toNanos(
            Long.getLong("org.weightbench.kills.seconds", TimeUnit.DAYS.toSeconds(1)));
    long start = System.nanoTime();
    while (killed.size() < kills && System.nanoTime() - start < limit) {
      boolean complete;
      try (Runs.Running running = new Runs.Running(scratch, arguments(experiment, results))) {
        letRun(running, random);
        boolean forkToo = random.nextBoolean();
        if (forkToo) {
          running.process().children().forEach(ProcessHandle::destroyForcibly);
          letRun(running, random);
        }
        List<ProcessHandle> children = running.process().children().toList();
        running.process().destroyForcibly();
        int exit = running.process().waitFor();
        assertTrue(exit == 0 || exit == KILLED || forkToo, running::standardError);
        complete = exit == 0;
        if (!complete) {
          killed.add(running.process().pid());
        }
        children.forEach(child -> child.onExit().join());
      }
      kept = assertNothingLost(results, kept);
      if (complete) {
        samples += kept.size();
        kept = List.of();
        results = scratch.resolve("results-after-" + killed.size());
      }
    }
    reporter.publishEntry("kills", killed.size() + ", samples " + (samples + kept.size()));

    try (Runs.Running running = new Runs.Running(scratch, arguments(experiment, results))) {
      if (running.hear(SampleFinished.class::isInstance)) {
        running.process().destroy();
      }
      running.process().waitFor();
    }
    assertFalse(assertNothingLost(results, kept).isEmpty());
    assertEquals(readAhead, DeviceReadAhead.of(scratch));
    if (groups.isPresent()) {
      assertEquals(List.of(), groupsOf(killed, groups.get()));
    }
  }

  /**
   * What a run changes on the system is swept where this system allows it; so short that a run
   * takes no ceilings first.
   */
  private Path experiment(boolean withGroups) throws IOException {
    Path probe = Files.writeString(scratch.resolve("probe"), "one page");
    String caches =
        withGroups && PageCache.capability(probe).available() ? "[asis, pressure]" : "asis";
    String readAheads =
        DeviceReadAhead.capability(probe).available() ? "[124 KiB, 252 KiB]" : "system";
    return Files.writeString(
        scratch.resolve("kills.yaml"),
        """
        weightbench: 1
        name: kills
        model: {synthesize: {size: 96 MiB, mix: Q8_0}}
        sweep: {strategy: mmap, deliver: mapped, cache: %s, memory: 50%%, read-ahead: %s}
        repetitions: 15
        """
            .formatted(caches, readAheads));
  }

  /** The folder in which runs make their control groups; empty where they may not. */
  private Optional<Path> placeOfGroups() throws IOException {
    Path journals = scratch.resolve("journals");
    GroupLimits limits = GroupLimits.NONE.withMemory(64 << 20);
    if (!ControlGroup.capability(limits, journals).available()) {
      return Optional.empty();
    }
    try (SystemJournal journal = SystemJournal.open(journals);
        ControlGroup group = ControlGroup.create(limits, journal)) {
      return Optional.of(group.folders().getFirst().getParent());
    }
  }

  private static List<Path> groupsOf(Set<Long> processes, Path place) throws IOException {
    try (Stream<Path> groups = Files.list(place)) {
      return groups
          .filter(
              group ->
                  processes.stream()
                      .anyMatch(id -> group.getFileName().toString().contains("-" + id + "-")))
          .toList();
    }
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
