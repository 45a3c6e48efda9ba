package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ExperimentEvent.SampleStarted;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

/** Other people's loaders, played by shell commands. */
class ExternalLoadTest {
  private static final String MARK = "WEIGHTBENCH_STARTED_BY=";

  @TempDir private Path scratch;
  private Path results;

  @BeforeEach
  void needsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
    assumeTrue(Files.isReadable(Path.of("/proc/self/environ")), "needs /proc");
    results = scratch.resolve("results");
  }

  private Path experiment(String commands, String ready) throws IOException {
    Path model = Fixtures.STORIES_F32.copyTo(scratch);
    return Files.writeString(
        scratch.resolve("external.yaml"),
        """
        weightbench: 1
        name: external
        model: {path: '%s'}
        sweep:
          strategy: external
          cache: asis
          threads: [1, 2]
          command:
        %s
          ready: %s
        pair: [command, ready]
        repetitions: 1
        """
            .formatted(model, commands.indent(4), ready));
  }

  private ResultFolder folder() throws IOException {
    return ResultFolder.list(results).getFirst();
  }

  private static List<ProcessHandle> startedBy(ResultFolder folder) {
    String mark = MARK + folder.path().resolve(".work");
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> environment(process).contains(mark)).toList();
    }
  }

  private static String environment(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "environ"));
    } catch (IOException _) {
      return "";
    }
  }

  @Test
  void aProgramIsReadyWhenItEndsOrSaysSoAndNothingOfItStays() throws IOException {
    Path experiment =
        experiment(
            """
            - cat {model}
            - sh -c 'echo loading; cat "$0" > /dev/null; echo all is ready; exec sleep 600' {model}
            - sh -c 'sleep 601 & cat "$0"' {model}
            - sh -c 'echo no such model >&2; exit 3'
            - no-such-program-at-all {model}
            - sh -c 'echo loading'
            """,
            "[exit, is ready, exit, exit, exit, never said]");

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    List<Sample> samples = folder().samples();
    assertEquals(6, samples.size(), "the commands name no {threads}");
    assertEquals(Status.VERIFIED, sample(samples, "cat {model}").status());
    assertEquals(Status.VERIFIED, sample(samples, "is ready").status());
    assertEquals(Status.VERIFIED, sample(samples, "sleep 601").status());
    Measurement measurement = sample(samples, "cat {model}").measurement();
    assertNotNull(measurement);
    assertTrue(measurement.wallNanos() > 0);
    assertTrue(measurement.ran().startsWith("cat /"), measurement.ran());
    assertReason(samples, "exit 3", "ended with exit code 3; it printed last: no such model");
    assertReason(
        samples, "no-such-program", "no folder of PATH has a program 'no-such-program-at-all'");
    assertReason(samples, "'echo loading'", "ended without a line that fits 'never said'");
    assertEquals(List.of(), startedBy(folder()));
  }

  private static Sample sample(List<Sample> samples, String command) {
    return samples.stream()
        .filter(sample -> sample.cell().text(Axes.COMMAND).contains(command))
        .findFirst()
        .orElseThrow();
  }

  private static void assertReason(List<Sample> samples, String command, String reason) {
    Sample sample = sample(samples, command);
    assertEquals(Status.FAILED, sample.status());
    assertTrue(Optional.ofNullable(sample.reason()).orElse("").contains(reason), sample.reason());
  }

  @Test
  void whatAKilledRunLeftRunningIsKilledByTheNextOne() throws Exception {
    Path experiment = experiment("- sh -c 'exec sleep 602'", "[exit]");
    ProcessHandle left;
    try (Runs.Running running =
        new Runs.Running(scratch, experiment.toString(), "--output", results.toString())) {
      running.expect(SampleStarted.class::isInstance);
      List<ProcessHandle> started = List.of();
      while (started.isEmpty() && running.process().isAlive()) {
        Thread.onSpinWait();
        started = startedBy(folder());
      }
      running.process().destroyForcibly().waitFor();
      left = started.getFirst();
      assertTrue(left.isAlive());
    }

    try (Runs.Running running = new Runs.Running(scratch, "--resume", folder().path().toString())) {
      running.expect(SampleStarted.class::isInstance);
      left.onExit().join();
      running.process().destroy();
      assertEquals(130, running.process().waitFor(), running.standardError());
    }
    assertEquals(List.of(), startedBy(folder()));
  }
}
