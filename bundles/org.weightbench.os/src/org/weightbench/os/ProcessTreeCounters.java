package org.weightbench.os;

import java.io.IOException;

/**
 * What a process and all that it started have used since they started, or in between two moments:
 * the sums of /proc/PID/stat and /proc/PID/io (proc_pid_stat(5), proc_pid_io(5)). What ended
 * processes had used when last seen stays in the sums.
 *
 * @param processes those that live now
 * @param hidden those among them whose reads the system hides, since they run as another user;
 *     nothing of their reads is in the sums
 * @param threads their threads
 * @param userNanos processor time in programs, in hundredths of a second
 * @param systemNanos processor time in the kernel for them
 * @param minorFaults page faults that needed no device
 * @param majorFaults page faults that waited for a device
 * @param residentBytes memory that is resident now; what two processes share counts twice
 * @param peakResidentBytes the most that was seen resident at once
 * @param readBytes bytes that devices were asked for on their behalf
 * @param readChars bytes that read calls returned, from the page cache or a device
 * @param readCalls the number of read calls
 */
public record ProcessTreeCounters(
    int processes,
    int hidden,
    int threads,
    long userNanos,
    long systemNanos,
    long minorFaults,
    long majorFaults,
    long residentBytes,
    long peakResidentBytes,
    long readBytes,
    long readChars,
    long readCalls) {

  /**
   * The counters of a process and of all below it, now. Those of processes that ended before are
   * not in them: for a span of time keep a {@link ProcessTree}.
   *
   * @throws IOException when the process has ended
   */
  public static ProcessTreeCounters of(long process) throws IOException {
    try (ProcessTree tree = ProcessTree.of(process)) {
      return tree.read();
    }
  }

  /** What was used since {@code earlier}; what is counted now stays that of the later moment. */
  public ProcessTreeCounters minus(ProcessTreeCounters earlier) {
    return new ProcessTreeCounters(
        processes,
        hidden,
        threads,
        userNanos - earlier.userNanos,
        systemNanos - earlier.systemNanos,
        minorFaults - earlier.minorFaults,
        majorFaults - earlier.majorFaults,
        residentBytes,
        peakResidentBytes,
        readBytes - earlier.readBytes,
        readChars - earlier.readChars,
        readCalls - earlier.readCalls);
  }
}
