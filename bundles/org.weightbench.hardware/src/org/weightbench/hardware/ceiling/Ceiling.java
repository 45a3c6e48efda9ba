package org.weightbench.hardware.ceiling;

import org.weightbench.hardware.Unit;

/**
 * One measured limit.
 *
 * @param kind the stage
 * @param conditions what it was measured with
 * @param median of the samples, in the kind's unit
 * @param low lower end of the 95 % interval of the median
 * @param high upper end of the 95 % interval of the median
 * @param busyProcessors how many processors this process kept busy meanwhile: 0.2 of one thread
 *     that mostly waited for a disk; 0 where the system does not count
 * @param samples how many were measured
 * @param stable whether the interval came to be within 5 % of the median on both sides; otherwise
 *     the machine drifted, as virtual disks do, for as long as there was time
 */
public record Ceiling(
    CeilingKind kind,
    Conditions conditions,
    double median,
    double low,
    double high,
    double busyProcessors,
    int samples,
    boolean stable) {

  /** Half-width, as a share of the median, within which a ceiling is called stable. */
  public static final double STABLE_SHARE = 0.05;

  /** Returns the larger distance of the interval's ends from the median, as a share of it. */
  public double spread() {
    return median == 0 ? 0 : Math.max(high - median, median - low) / median;
  }

  /** Returns the median with its unit: '1.42 GB/s'. */
  public String text() {
    return kind.unit().text(median);
  }

  /** Returns requests per second; 0 where there are no requests. */
  public double requestsPerSecond() {
    return kind.unit() == Unit.BYTES_PER_SECOND && conditions.blockBytes() > 0
        ? median / conditions.blockBytes()
        : 0;
  }
}
