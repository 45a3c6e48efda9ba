package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.experiment.timeline.TimelineHeader;
import org.weightbench.experiment.timeline.TimelineLog;
import org.weightbench.experiment.timeline.TimelineSink;

class TimelineTest {
  private static final Channel READS = new Channel(Quantity.DEVICE_READS, "vda");
  private static final Channel FREE = Channel.of(Quantity.MEMORY_FREE);
  private static final String STARTED = "2026-01-02T03:04:05Z";
  private static final TimelineHeader HEADER =
      TimelineHeader.of(STARTED, List.of(READS, FREE), List.of("no stalls: the kernel is old"));

  @TempDir private Path folder;
  private ResultFolder result;
  private Path file;

  @BeforeEach
  void nameFile() {
    result = new ResultFolder(folder);
    file = result.timelineFile(7);
  }

  @Test
  void whatIsRecordedIsReadBack() throws IOException {
    assertEquals(Optional.empty(), result.timeline(7));
    record(
        new long[] {100, 5000},
        new long[] {100, TimelineSink.NO_VALUE},
        new long[] {TimelineSink.NO_VALUE, 4000},
        new long[] {140, 4000});
    Timeline timeline = result.timeline(7).orElseThrow();
    assertEquals(STARTED, timeline.startedAt());
    assertEquals(List.of("no stalls: the kernel is old"), timeline.missing());
    assertEquals(List.of(READS, FREE), List.copyOf(timeline.channels()));
    assertEquals(List.of("vda"), timeline.instances(Quantity.DEVICE_READS));
    assertEquals(4, timeline.ticks());
    assertEquals(20_000_000, timeline.nanos(2));
    assertEquals(OptionalLong.of(100), timeline.value(READS, 1));
    assertEquals(OptionalLong.empty(), timeline.value(READS, 2));
    assertEquals(OptionalLong.of(140), timeline.value(READS, 3));
    assertEquals(OptionalLong.empty(), timeline.value(FREE, 1));
    assertEquals(OptionalLong.of(4000), timeline.value(FREE, 3));
    assertEquals(OptionalLong.empty(), timeline.value(Channel.of(Quantity.FAULTS), 0));
    assertEquals(OptionalLong.of(15_000_000), timeline.loadStartNanos());
    assertEquals(OptionalLong.empty(), timeline.loadEndNanos());
    assertEquals(
        new TimelineEvent(16_000_000, TimelineEvent.Kind.LAYER_READY, "3"),
        timeline.events().getLast());
  }

  @Test
  void numbersOfEverySizeSurviveWithWhatIsWrittenInPieces() throws IOException {
    Random random = new Random(1);
    long[][] ticks = new long[9000][2];
    for (long[] tick : ticks) {
      tick[0] = random.nextLong(-(1L << 60), 1L << 60);
      tick[1] = random.nextInt(3);
    }
    record(ticks);
    Timeline timeline = result.timeline(7).orElseThrow();
    assertEquals(ticks.length, timeline.ticks());
    for (int i = 0; i < ticks.length; i++) {
      assertEquals(ticks[i][0], timeline.value(READS, i).orElseThrow());
      assertEquals(ticks[i][1], timeline.value(FREE, i).orElseThrow());
    }
  }

  @Test
  void nothingThatChangesCostsNothing() throws IOException {
    long[][] ticks = new long[100][2];
    record(ticks);
    long header = Files.readAllLines(file).stream().limit(4).mapToInt(l -> l.length() + 1).sum();
    long perTick = (Files.size(file) - header) / ticks.length;
    assertTrue(perTick < 8, perTick + " bytes a tick");
  }

  @Test
  void lineCutOffByAKillIsPassedOver() throws IOException {
    record(new long[] {1, 2}, new long[] {3, 4});
    Files.writeString(file, "10000,7", StandardOpenOption.APPEND);
    assertEquals(2, result.timeline(7).orElseThrow().ticks());
  }

  @Test
  void linesAndChannelsOfANewerProgramArePassedOver() throws IOException {
    record(new long[] {1, 2});
    Files.writeString(
        file,
        Files.readString(file)
            .replace("memory.free.bytes", "memory.of.tomorrow")
            .concat("?new,thing\n!12,unknown-event,x\n"));
    Timeline timeline = result.timeline(7).orElseThrow();
    assertEquals(List.of(READS), List.copyOf(timeline.channels()));
    assertEquals(2, timeline.events().size());
  }

  @Test
  void brokenFilesAreNamedWithTheLine() throws IOException {
    record(new long[] {1, 2});
    Files.writeString(file, "10000,x\n", StandardOpenOption.APPEND);
    IOException broken = assertThrows(IOException.class, () -> result.timeline(7));
    assertTrue(
        broken.getMessage().startsWith(file + ":8: found 'x', expected a number"),
        broken.getMessage());
    Files.writeString(file, "weightbench timeline 9\n");
    IOException newer = assertThrows(IOException.class, () -> result.timeline(7));
    assertTrue(newer.getMessage().contains("found a timeline of version 9"), newer.getMessage());
    Files.writeString(file, "{}\n");
    IOException other = assertThrows(IOException.class, () -> result.timeline(7));
    assertTrue(other.getMessage().contains("it is no timeline"), other.getMessage());
  }

  private void record(long[]... ticks) throws IOException {
    try (TimelineLog log = TimelineLog.create(file, HEADER)) {
      for (int i = 0; i < ticks.length; i++) {
        log.tick(i * 10_000_000L, ticks[i]);
      }
      log.event(new TimelineEvent(15_000_000, TimelineEvent.Kind.LOAD_STARTED, ""));
      log.event(new TimelineEvent(16_000_000, TimelineEvent.Kind.LAYER_READY, "3"));
    }
  }
}
