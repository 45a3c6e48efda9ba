package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.os.Capability;
import org.weightbench.os.ProcessTree;
import org.weightbench.runner.watch.SampleRecorder;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

class SampleTimelineTest {
  @TempDir private Path scratch;
  private Path results;
  private Path model;

  @BeforeEach
  void provideModel() {
    Capability capability = ProcessTree.capability();
    assumeTrue(capability.available(), capability.reason());
    results = scratch.resolve("results");
    model = Fixtures.STORIES_F32.copyTo(scratch);
  }

  @Test
  void everySampleHasATimelineThatKnowsWhenTheForksLoadWas() throws IOException {
    Path experiment = Runs.experiment(scratch, model, Map.of("cache", List.of("asis")), 2);
    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());
    assertEquals(0, ended.exitCode(), ended.err());
    ResultFolder folder = ResultFolder.list(results).getFirst();
    assertEquals(2, folder.samples().size());
    for (Sample sample : folder.samples()) {
      Timeline timeline = folder.timeline(sample.run()).orElseThrow();
      Measurement measurement = sample.measurement();
      assertNotNull(measurement);
      long start = timeline.loadStartNanos().orElseThrow();
      long end = timeline.loadEndNanos().orElseThrow();
      assertTrue(end - start >= measurement.wallNanos(), start + " to " + end);
      assertTrue(start > timeline.nanos(0), "the load began before the recording");
      assertTrue(end < timeline.nanos(timeline.ticks() - 1), "the load ended after the recording");
      OptionalLong delivered =
          timeline.value(Channel.of(Quantity.DELIVERED_BYTES), timeline.ticks() - 1);
      assertTrue(delivered.orElseThrow() > 0, "the fork told no bytes");
      assertTrue(mostProcesses(timeline) >= 1, "the fork was not seen");
      assertTrue(
          timeline.events().stream()
              .anyMatch(event -> event.kind() == TimelineEvent.Kind.LAYER_READY));
    }
  }

  @Test
  void otherPeoplesLoadersAreRecordedToo() throws IOException {
    Path experiment =
        Runs.experiment(
            scratch,
            model,
            Map.of(
                "strategy",
                List.of("external"),
                "command",
                List.of("cat {model}"),
                "cache",
                List.of("asis")),
            1);
    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());
    assertEquals(0, ended.exitCode(), ended.err());
    ResultFolder folder = ResultFolder.list(results).getFirst();
    Timeline timeline = folder.timeline(folder.samples().getFirst().run()).orElseThrow();
    assertTrue(timeline.loadEndNanos().orElseThrow() > timeline.loadStartNanos().orElseThrow());
  }

  @Test
  void recordingCanBeTurnedOff() throws IOException {
    SampleRecorder recorder =
        new SampleRecorder(new ResultFolder(scratch), List.of(model), Duration.ZERO);
    try (SampleRecorder.Recording recording = recorder.start(1)) {
      assertTrue(recording.gauge().startNanos().isEmpty());
    }
    assertTrue(new ResultFolder(scratch).timeline(1).isEmpty());
  }

  private static long mostProcesses(Timeline timeline) {
    return IntStream.range(0, timeline.ticks())
        .mapToLong(tick -> timeline.value(Channel.of(Quantity.PROCESSES), tick).orElse(0))
        .max()
        .orElse(0);
  }
}
