package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.timeline.Point;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.analysis.timeline.TimelineTotals;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.experiment.timeline.TimelineEvent.Kind;
import org.weightbench.experiment.timeline.TimelineHeader;
import org.weightbench.experiment.timeline.TimelineLog;
import org.weightbench.experiment.timeline.TimelineSink;

class TimelineSeriesTest {
  private static final long MILLI = 1_000_000;
  private static final List<Channel> CHANNELS =
      List.of(
          new Channel(Quantity.DEVICE_READ_BYTES, "sda"),
          new Channel(Quantity.DEVICE_READ_BYTES, "sdb"),
          new Channel(Quantity.DEVICE_READS, "sda"),
          new Channel(Quantity.DEVICE_READ_TIME, "sda"),
          new Channel(Quantity.DEVICE_QUEUE_TIME, "sda"),
          new Channel(Quantity.CPU_USER_TIME, "0"),
          new Channel(Quantity.PRESSURE_SOME, "io"),
          Channel.of(Quantity.RESIDENT_SHARE));

  @TempDir private Path folder;

  @Test
  void ratesAreChangesOverTimeFromTheStartOfTheLoadAndDevicesAreSummed() throws IOException {
    Timeline timeline = timeline();
    assertEquals(
        List.of(new Point(0, 0), new Point(0.1, 30), new Point(0.2, 0)),
        SeriesKind.DEVICE_READ_RATE.points(timeline));
    assertEquals(
        List.of(new Point(0, 0), new Point(0.1, 30)),
        SeriesKind.DEVICE_READ_RATE.loadPoints(timeline));
  }

  @Test
  void loadBetweenTwoTicksHasThePointThatFollows() throws IOException {
    assertEquals(
        List.of(new Point(0.08, 30)), SeriesKind.DEVICE_READ_RATE.loadPoints(timeline(120, 130)));
  }

  @Test
  void ratiosHaveNoPointWhereNothingWasCounted() throws IOException {
    Timeline timeline = timeline();
    assertEquals(List.of(new Point(0.1, 4)), SeriesKind.READ_AWAIT.points(timeline));
    assertEquals(
        List.of(new Point(0, 0), new Point(0.1, 2), new Point(0.2, 0)),
        SeriesKind.QUEUE_DEPTH.points(timeline));
  }

  @Test
  void processorsAreCountedOverSpansThatTheirClockCanTellApart() throws IOException {
    assertEquals(
        List.of(new Point(0, 0), new Point(0.1, 0.5), new Point(0.2, 0)),
        SeriesKind.CPU_USER.points(timeline()));
  }

  @Test
  void busiestProcessorIsOneOfThem() throws IOException {
    Path file = folder.resolve("cores");
    List<Channel> channels =
        List.of(
            new Channel(Quantity.CPU_USER_TIME, "0"),
            new Channel(Quantity.CPU_SYSTEM_TIME, "0"),
            new Channel(Quantity.CPU_USER_TIME, "3"),
            new Channel(Quantity.CPU_SYSTEM_TIME, "3"));
    try (TimelineLog log =
        TimelineLog.create(file, TimelineHeader.of("2026-01-02T03:04:05Z", channels, List.of()))) {
      log.tick(0, new long[] {0, 0, 0, 0});
      log.tick(200 * MILLI, new long[] {100 * MILLI, 0, 60 * MILLI, 60 * MILLI});
    }
    assertEquals(List.of(new Point(0.2, 0.6)), SeriesKind.CPU_BUSIEST.points(Timeline.read(file)));
  }

  @Test
  void ticksWithoutANumberAreBridged() throws IOException {
    assertEquals(
        List.of(new Point(-0.1, 0), new Point(0.1, 50), new Point(0.2, 100)),
        SeriesKind.RESIDENCY.points(timeline()));
    assertEquals(List.of(), SeriesKind.MINOR_FAULTS.points(timeline()));
  }

  @Test
  void layersCountUpInTheOrderOfBecomingReady() throws IOException {
    assertEquals(
        List.of(new Point(0.05, 1), new Point(0.09, 2)), SeriesKind.LAYERS.points(timeline()));
  }

  @Test
  void everyKindIsFoundByItsName() {
    for (SeriesKind kind : SeriesKind.values()) {
      assertEquals(kind, SeriesKind.of(kind.id()).orElseThrow());
    }
    assertEquals("device-read-rate", SeriesKind.DEVICE_READ_RATE.id());
  }

  @Test
  void totalsAreThoseOfTheLoadAlone() throws IOException {
    TimelineTotals totals = TimelineTotals.of(timeline());
    assertEquals(0.1, totals.seconds(), 1e-9);
    assertEquals(OptionalLong.of(3_000_000), totals.deviceReadBytes());
    assertEquals(OptionalDouble.of(4), totals.awaitMillis());
    assertEquals(2, totals.meanQueue().orElseThrow(), 1e-9);
    assertEquals(0.25, totals.stalledIoShare().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.empty(), totals.stalledCpuShare());
    assertEquals(0, totals.residentShareBefore().orElseThrow(), 1e-9);
    assertEquals(0.5, totals.residentShareAfter().orElseThrow(), 1e-9);
    assertEquals(OptionalLong.empty(), totals.majorFaults());
  }

  @Test
  void totalsLieOnAStraightLineBetweenTicksAndResidencyIsTheNearest() throws IOException {
    TimelineTotals totals = TimelineTotals.of(timeline(180, 210));
    assertEquals(OptionalLong.of(600_000), totals.deviceReadBytes());
    assertEquals(0.5, totals.residentShareBefore().orElseThrow(), 1e-9);
    assertEquals(0.5, totals.residentShareAfter().orElseThrow(), 1e-9);
  }

  private Timeline timeline() throws IOException {
    return timeline(100, 200);
  }

  private Timeline timeline(long startMillis, long endMillis) throws IOException {
    Path file = folder.resolve("timeline");
    TimelineHeader header = TimelineHeader.of("2026-01-02T03:04:05Z", CHANNELS, List.of());
    try (TimelineLog log = TimelineLog.create(file, header)) {
      log.tick(0, new long[] {1000, 5000, 7, 70, 700, 0, 0, 0});
      log.tick(100 * MILLI, new long[] {1000, 5000, 7, 70, 700, 0, 0, TimelineSink.NO_VALUE});
      log.tick(
          200 * MILLI,
          new long[] {2_001_000, 1_005_000, 57, 270, 900, 50 * MILLI, 25 * MILLI, 500_000});
      log.tick(
          300 * MILLI,
          new long[] {2_001_000, 1_005_000, 57, 270, 900, 50 * MILLI, 25 * MILLI, 1_000_000});
      log.event(new TimelineEvent(startMillis * MILLI, Kind.LOAD_STARTED, ""));
      log.event(new TimelineEvent(150 * MILLI, Kind.LAYER_READY, "0"));
      log.event(new TimelineEvent(120 * MILLI, Kind.LAYER_READY, "-1"));
      log.event(new TimelineEvent(190 * MILLI, Kind.LAYER_READY, "1"));
      log.event(new TimelineEvent(endMillis * MILLI, Kind.LOAD_ENDED, ""));
    }
    return Timeline.read(file);
  }
}
