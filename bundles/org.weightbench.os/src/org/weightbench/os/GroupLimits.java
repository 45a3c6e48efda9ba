package org.weightbench.os;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a {@link ControlGroup} may use. A group that limits memory may not swap either, since a
 * swapped load would measure the swap.
 *
 * @param memoryBytes memory with the page cache that its processes fill
 * @param processors processors' worth of time, such as 1.5
 * @param reads limits for devices
 */
public record GroupLimits(
    OptionalLong memoryBytes, OptionalDouble processors, List<ReadLimit> reads) {
  /** No limit at all. */
  public static final GroupLimits NONE =
      new GroupLimits(OptionalLong.empty(), OptionalDouble.empty(), List.of());

  /** Copies the list. */
  public GroupLimits {
    reads = List.copyOf(reads);
  }

  /**
   * A limit for reads from one disk.
   *
   * @param device a whole disk, loop or mapped device; a partition has no limit of its own
   * @param bytesPerSecond the most bytes in a second
   * @param requestsPerSecond the most requests in a second
   */
  public record ReadLimit(
      BlockDevice device, OptionalLong bytesPerSecond, OptionalLong requestsPerSecond) {}

  /** These limits with another for memory. */
  public GroupLimits withMemory(long bytes) {
    return new GroupLimits(OptionalLong.of(bytes), processors, reads);
  }

  /** These limits with another for processor time. */
  public GroupLimits withProcessors(double share) {
    return new GroupLimits(memoryBytes, OptionalDouble.of(share), reads);
  }

  /** These limits with one for a disk, in place of any others. */
  public GroupLimits withRead(ReadLimit limit) {
    return new GroupLimits(memoryBytes, processors, List.of(limit));
  }
}
