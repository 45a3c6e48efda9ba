package org.weightbench.analysis.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;

/**
 * What can be shown over the time of a load: name, panel with unit, and how it is computed. Devices
 * and processors are summed, unless the name says otherwise.
 */
public enum SeriesKind {
  /** Bytes that the load says it passed on. */
  DELIVERED_RATE(
      "delivered",
      Panel.RATE,
      readings -> readings.smoothRate(Scale.MEGA, Quantity.DELIVERED_BYTES)),
  /** Bytes read from the model's devices (rMB/s). */
  DEVICE_READ_RATE(
      "device reads",
      Panel.RATE,
      readings -> readings.rate(Scale.MEGA, Quantity.DEVICE_READ_BYTES)),
  /** Bytes written to them (wMB/s). */
  DEVICE_WRITE_RATE(
      "device writes",
      Panel.RATE,
      readings -> readings.rate(Scale.MEGA, Quantity.DEVICE_WRITTEN_BYTES)),
  /** Bytes that read calls returned. */
  READ_CALL_RATE(
      "read calls", Panel.RATE, readings -> readings.rate(Scale.MEGA, Quantity.PROCESS_READ_CHARS)),
  /** Bytes read from swap (si). */
  SWAP_IN_RATE("swap in", Panel.RATE, readings -> readings.rate(Scale.MEGA, Quantity.SWAPPED_IN)),
  /** Bytes written to swap (so). */
  SWAP_OUT_RATE(
      "swap out", Panel.RATE, readings -> readings.rate(Scale.MEGA, Quantity.SWAPPED_OUT)),
  /** File pages read again because the cache was too small. */
  REFAULT_RATE("read again", Panel.RATE, readings -> readings.rate(Scale.MEGA, Quantity.REFAULTED)),

  /** Finished reads (r/s). */
  READ_REQUESTS("reads", Panel.REQUESTS, readings -> readings.rate(1, Quantity.DEVICE_READS)),
  /** Reads joined to a neighbour (rrqm/s). */
  MERGED_REQUESTS(
      "merged reads", Panel.REQUESTS, readings -> readings.rate(1, Quantity.DEVICE_MERGED_READS)),
  /** Average size of a read (rareq-sz). */
  READ_SIZE(
      "read size",
      Panel.REQUEST_SIZE,
      readings -> readings.ratio(Scale.KIBI, Quantity.DEVICE_READ_BYTES, Quantity.DEVICE_READS)),
  /** Average number of requests that wait or run (aqu-sz). */
  QUEUE_DEPTH(
      "queue", Panel.QUEUE, readings -> readings.rate(Scale.MILLI, Quantity.DEVICE_QUEUE_TIME)),
  /** Average time of a read from its issue to its end (r_await). */
  READ_AWAIT(
      "read await",
      Panel.AWAIT,
      readings -> readings.ratio(1, Quantity.DEVICE_READ_TIME, Quantity.DEVICE_READS)),
  /** Time in which a device had something to do (%util), the mean of several devices. */
  UTILIZATION(
      "busy",
      Panel.UTILIZATION,
      readings ->
          readings.rate(
              Scale.MILLI_PERCENT / Math.max(1, readings.instances(Quantity.DEVICE_BUSY_TIME)),
              Quantity.DEVICE_BUSY_TIME)),

  /** All processors in programs (us). */
  CPU_USER("user", Panel.CPU, readings -> readings.smoothRate(Scale.NANO, Quantity.CPU_USER_TIME)),
  /** All processors in the kernel (sy). */
  CPU_SYSTEM(
      "system", Panel.CPU, readings -> readings.smoothRate(Scale.NANO, Quantity.CPU_SYSTEM_TIME)),
  /** All processors that only wait for a device (wa). */
  CPU_IOWAIT(
      "iowait", Panel.CPU, readings -> readings.smoothRate(Scale.NANO, Quantity.CPU_IOWAIT_TIME)),
  /** All processors that other guests of the host had (st). */
  CPU_STOLEN(
      "stolen", Panel.CPU, readings -> readings.smoothRate(Scale.NANO, Quantity.CPU_STOLEN_TIME)),
  /** The one processor that worked most, in programs and in the kernel. */
  CPU_BUSIEST("busiest processor", Panel.CPU, Readings::busiestProcessor),
  /** The measured processes. */
  CPU_PROCESSES(
      "load",
      Panel.CPU,
      readings ->
          readings.smoothRate(
              Scale.NANO, Quantity.PROCESS_USER_TIME, Quantity.PROCESS_SYSTEM_TIME)),

  /** Faults of the measured processes without a device. */
  MINOR_FAULTS(
      "minor faults", Panel.FAULTS, readings -> readings.rate(1, Quantity.PROCESS_MINOR_FAULTS)),
  /** Faults of the measured processes that waited for a device. */
  MAJOR_FAULTS(
      "major faults", Panel.FAULTS, readings -> readings.rate(1, Quantity.PROCESS_MAJOR_FAULTS)),
  /** Context switches of the system (cs). */
  CONTEXT_SWITCHES(
      "context switches", Panel.TASKS, readings -> readings.rate(1, Quantity.CONTEXT_SWITCHES)),

  /** Resident memory of the measured processes. */
  RESIDENT(
      "load's resident memory",
      Panel.MEMORY,
      readings -> readings.level(Scale.GIBI, Quantity.PROCESS_RESIDENT_BYTES)),
  /** Page cache (cache, buff). */
  CACHED(
      "page cache", Panel.MEMORY, readings -> readings.level(Scale.GIBI, Quantity.MEMORY_CACHED)),
  /** Unused memory (free). */
  FREE("free", Panel.MEMORY, readings -> readings.level(Scale.GIBI, Quantity.MEMORY_FREE)),
  /** Memory that waits to be written. */
  DIRTY("dirty", Panel.MEMORY, readings -> readings.level(Scale.GIBI, Quantity.MEMORY_DIRTY)),

  /** The share of the model that is in the page cache. */
  RESIDENCY(
      "model in page cache",
      Panel.RESIDENCY,
      readings -> readings.level(Scale.MILLIONTH_PERCENT, Quantity.RESIDENT_SHARE)),

  /** Time in which tasks waited for a device. */
  STALLED_IO("for I/O", Panel.PRESSURE, readings -> readings.stalled("io")),
  /** Time in which tasks waited for memory. */
  STALLED_MEMORY("for memory", Panel.PRESSURE, readings -> readings.stalled("memory")),
  /** Time in which tasks waited for a processor. */
  STALLED_CPU("for CPU", Panel.PRESSURE, readings -> readings.stalled("cpu")),

  /** Layers that were ready. */
  LAYERS("layers ready", Panel.LAYERS, Readings::layers);

  private final String title;
  private final Panel panel;
  private final Function<Readings, List<Point>> derive;

  SeriesKind(String title, Panel panel, Function<Readings, List<Point>> derive) {
    this.title = title;
    this.panel = panel;
    this.derive = derive;
  }

  /** Factors from what is counted to what is shown. */
  private static final class Scale {
    static final double MEGA = 1e-6;
    static final double MILLI = 1e-3;
    static final double MILLI_PERCENT = 0.1;
    static final double NANO = 1e-9;
    static final double KIBI = 1.0 / (1 << 10);
    static final double GIBI = 1.0 / (1 << 30);
    static final double MILLIONTH_PERCENT = 1e-4;
  }

  /** The title within the panel. */
  public String title() {
    return title;
  }

  /** What it is shown with. */
  public Panel panel() {
    return panel;
  }

  /** The unit of its values. */
  public String unit() {
    return panel.unit();
  }

  /** The name in a file and on a command line: {@code device-read-rate}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with a name. */
  public static Optional<SeriesKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }

  /**
   * Computes the series.
   *
   * @return the points in the order of time; none where the timeline does not have what it takes
   */
  public List<Point> points(Timeline timeline) {
    return derive.apply(new Readings(timeline));
  }

  /**
   * Computes the part of the series from the start of the load to its end; where the load was over
   * between two ticks, the point that follows it.
   */
  public List<Point> loadPoints(Timeline timeline) {
    double end = Readings.loadSeconds(timeline);
    List<Point> after = points(timeline).stream().filter(point -> point.seconds() >= 0).toList();
    List<Point> within = after.stream().filter(point -> point.seconds() <= end).toList();
    return within.isEmpty() ? after.stream().limit(1).toList() : within;
  }
}
