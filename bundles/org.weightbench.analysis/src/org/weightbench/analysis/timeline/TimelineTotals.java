package org.weightbench.analysis.timeline;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;

/**
 * A timeline's load in a few numbers. What was not recorded is empty, and so is what the load's
 * processes did when they were over before they were seen.
 *
 * @param seconds how long it took
 * @param deviceReadBytes bytes read from the devices
 * @param deviceReads requests that took
 * @param busyShare the share of the time in which the devices were busy, 0 to 1
 * @param meanQueue requests that waited or ran, on average
 * @param awaitMillis how long a read took, on average
 * @param readCallBytes bytes that read calls returned
 * @param userCpus processors that worked in the load's programs, on average
 * @param systemCpus processors that worked in the kernel for them, on average
 * @param ioWaitCpus processors that only waited for a device, on average
 * @param minorFaults the load's page faults without a device
 * @param majorFaults those that waited for one
 * @param stalledIoShare the share of the time in which tasks stalled for a device
 * @param stalledMemoryShare the same for memory
 * @param stalledCpuShare the same for processors
 * @param swappedBytes bytes read from and written to swap
 * @param refaultedBytes file pages read again because the cache was too small
 * @param peakResidentBytes the most memory that the load was seen to have
 * @param residentShareBefore the share of the model in the page cache about the start
 * @param residentShareAfter the same about the end
 */
public record TimelineTotals(
    double seconds,
    OptionalLong deviceReadBytes,
    OptionalLong deviceReads,
    OptionalDouble busyShare,
    OptionalDouble meanQueue,
    OptionalDouble awaitMillis,
    OptionalLong readCallBytes,
    OptionalDouble userCpus,
    OptionalDouble systemCpus,
    OptionalDouble ioWaitCpus,
    OptionalLong minorFaults,
    OptionalLong majorFaults,
    OptionalDouble stalledIoShare,
    OptionalDouble stalledMemoryShare,
    OptionalDouble stalledCpuShare,
    OptionalLong swappedBytes,
    OptionalLong refaultedBytes,
    OptionalLong peakResidentBytes,
    OptionalDouble residentShareBefore,
    OptionalDouble residentShareAfter) {
  private static final double NANO = 1e-9;
  private static final double MILLI = 1e-3;
  private static final double MILLIONTH = 1e-6;

  /** Sums up the load in a timeline, or all of it where nobody told when the load was. */
  public static TimelineTotals of(Timeline timeline) {
    Readings readings = new Readings(timeline);
    long start = Readings.startNanos(timeline);
    double seconds = Readings.loadSeconds(timeline);
    Sums sums = new Sums(readings, start, start + Math.round(seconds / NANO), seconds);
    OptionalLong reads = sums.of(Quantity.DEVICE_READS);
    OptionalLong readMillis = sums.of(Quantity.DEVICE_READ_TIME);
    List<Point> resident = readings.level(MILLIONTH, Quantity.RESIDENT_SHARE);
    return new TimelineTotals(
        seconds,
        sums.of(Quantity.DEVICE_READ_BYTES),
        reads,
        sums.mean(
            MILLI / Math.max(1, readings.instances(Quantity.DEVICE_BUSY_TIME)),
            Quantity.DEVICE_BUSY_TIME),
        sums.mean(MILLI, Quantity.DEVICE_QUEUE_TIME),
        reads.orElse(0) > 0 && readMillis.isPresent()
            ? OptionalDouble.of((double) readMillis.getAsLong() / reads.getAsLong())
            : OptionalDouble.empty(),
        sums.ofSeen(Quantity.PROCESS_READ_CHARS),
        sums.meanOfSeen(Quantity.PROCESS_USER_TIME),
        sums.meanOfSeen(Quantity.PROCESS_SYSTEM_TIME),
        sums.mean(NANO, Quantity.CPU_IOWAIT_TIME),
        sums.ofSeen(Quantity.PROCESS_MINOR_FAULTS),
        sums.ofSeen(Quantity.PROCESS_MAJOR_FAULTS),
        sums.stalled("io"),
        sums.stalled("memory"),
        sums.stalled("cpu"),
        sums.of(Quantity.SWAPPED_IN, Quantity.SWAPPED_OUT),
        sums.of(Quantity.REFAULTED),
        peak(readings),
        nearest(0, resident),
        nearest(seconds, resident));
  }

  private record Sums(Readings readings, long fromNanos, long toNanos, double seconds) {
    OptionalLong of(Quantity... quantities) {
      return readings.growth(fromNanos, toNanos, quantities);
    }

    /** Of the load's processes, which may be over before anybody sees them. */
    OptionalLong ofSeen(Quantity quantity) {
      return peak(readings).isPresent() ? of(quantity) : OptionalLong.empty();
    }

    OptionalDouble meanOfSeen(Quantity quantity) {
      return mean(NANO, ofSeen(quantity));
    }

    OptionalDouble mean(double scale, Quantity quantity) {
      return mean(scale, of(quantity));
    }

    OptionalDouble stalled(String resource) {
      Channel channel = new Channel(Quantity.PRESSURE_SOME, resource);
      return mean(NANO, readings.growth(fromNanos, toNanos, List.of(channel)));
    }

    private OptionalDouble mean(double scale, OptionalLong sum) {
      return sum.isPresent() && seconds > 0
          ? OptionalDouble.of(sum.getAsLong() * scale / seconds)
          : OptionalDouble.empty();
    }
  }

  private static OptionalLong peak(Readings readings) {
    return readings.level(1, Quantity.PROCESS_RESIDENT_BYTES).stream()
        .filter(point -> point.value() > 0)
        .max(Comparator.comparingDouble(Point::value))
        .map(point -> OptionalLong.of(Math.round(point.value())))
        .orElse(OptionalLong.empty());
  }

  /** It is read less often than the others, and filling or emptying the cache comes just before. */
  private static OptionalDouble nearest(double seconds, List<Point> points) {
    return points.stream()
        .min(Comparator.comparingDouble(point -> Math.abs(point.seconds() - seconds)))
        .map(point -> OptionalDouble.of(point.value()))
        .orElse(OptionalDouble.empty());
  }
}
