package org.weightbench.os;

import java.io.IOException;
import org.weightbench.os.internal.Getrusage;

/**
 * What the ended children of this process, and theirs, have used altogether, or in between two
 * moments: getrusage(2) with RUSAGE_CHILDREN. It is exact, but knows only those that were waited
 * for, as Java does with every process that it started.
 *
 * @param voluntarySwitches context switches because a thread waited
 * @param involuntarySwitches context switches because another was preferred
 * @param minorFaults page faults that needed no device
 * @param majorFaults page faults that waited for a device
 * @param userNanos processor time in programs
 * @param systemNanos processor time in the kernel for them
 * @param readBytes bytes that devices were asked for on their behalf
 */
public record ChildCounters(
    long voluntarySwitches,
    long involuntarySwitches,
    long minorFaults,
    long majorFaults,
    long userNanos,
    long systemNanos,
    long readBytes) {

  /** The counters of all children that have ended so far. */
  public static ChildCounters now() throws IOException {
    capability().require();
    Getrusage.Usage usage = Getrusage.ofEndedChildren();
    return new ChildCounters(
        usage.voluntarySwitches(),
        usage.involuntarySwitches(),
        usage.minorFaults(),
        usage.majorFaults(),
        usage.userNanos(),
        usage.systemNanos(),
        usage.readBytes());
  }

  /** Whether {@link #now()} can be asked. */
  public static Capability capability() {
    return Getrusage.capability();
  }

  /** What those used that have ended since {@code earlier}. */
  public ChildCounters minus(ChildCounters earlier) {
    return new ChildCounters(
        voluntarySwitches - earlier.voluntarySwitches,
        involuntarySwitches - earlier.involuntarySwitches,
        minorFaults - earlier.minorFaults,
        majorFaults - earlier.majorFaults,
        userNanos - earlier.userNanos,
        systemNanos - earlier.systemNanos,
        readBytes - earlier.readBytes);
  }
}
