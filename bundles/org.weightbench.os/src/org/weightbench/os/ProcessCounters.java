package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.weightbench.os.internal.Getrusage;
import org.weightbench.os.internal.Platform;

/**
 * What this process, with all its threads, has used since it started, or in between two moments.
 * The first seven come from getrusage(2), the last three from /proc/self/io (proc_pid_io(5)).
 *
 * @param voluntarySwitches context switches because a thread waited
 * @param involuntarySwitches context switches because another was preferred
 * @param minorFaults page faults that needed no device
 * @param majorFaults page faults that waited for a device
 * @param userNanos processor time in the program
 * @param systemNanos processor time in the kernel for the program
 * @param maxResidentBytes the most memory that was resident at once since the start
 * @param readBytes bytes that devices were asked for on behalf of this process
 * @param readChars bytes that read calls returned, from the page cache or a device
 * @param readCalls the number of read calls
 */
public record ProcessCounters(
    long voluntarySwitches,
    long involuntarySwitches,
    long minorFaults,
    long majorFaults,
    long userNanos,
    long systemNanos,
    long maxResidentBytes,
    long readBytes,
    long readChars,
    long readCalls) {
  private static final Path INPUT_OUTPUT = Path.of("/proc/self/io");
  private static final String NAME = "counting a process's reads (/proc/self/io)";

  /** The counters since the process started. */
  public static ProcessCounters now() throws IOException {
    Getrusage.capability().require();
    ioCapability().require();
    Getrusage.Usage usage = Getrusage.usage();
    String io = Files.readString(INPUT_OUTPUT);
    return new ProcessCounters(
        usage.voluntarySwitches(),
        usage.involuntarySwitches(),
        usage.minorFaults(),
        usage.majorFaults(),
        usage.userNanos(),
        usage.systemNanos(),
        usage.maxResidentBytes(),
        field(io, "read_bytes"),
        field(io, "rchar"),
        field(io, "syscr"));
  }

  /** Whether {@link #now()} can be asked. */
  public static Capability capability() {
    Capability rusage = Getrusage.capability();
    return rusage.available() ? ioCapability() : rusage;
  }

  static Capability ioCapability() {
    if (Platform.current() == Platform.OTHER) {
      return Capability.unavailable(NAME, Platform.otherReason());
    }
    return Files.isReadable(INPUT_OUTPUT)
        ? Capability.available(NAME)
        : Capability.unavailable(NAME, INPUT_OUTPUT + " cannot be read");
  }

  static long field(String io, String name) throws IOException {
    for (String line : io.split("\n")) {
      if (line.startsWith(name + ": ")) {
        return Long.parseLong(line.substring(name.length() + 2).trim());
      }
    }
    throw new IOException(
        "%s has no line '%s: N', which Linux has had since 2.6.20".formatted(INPUT_OUTPUT, name));
  }

  /** What was used since {@code earlier}; the most resident memory stays that since the start. */
  public ProcessCounters minus(ProcessCounters earlier) {
    return new ProcessCounters(
        voluntarySwitches - earlier.voluntarySwitches,
        involuntarySwitches - earlier.involuntarySwitches,
        minorFaults - earlier.minorFaults,
        majorFaults - earlier.majorFaults,
        userNanos - earlier.userNanos,
        systemNanos - earlier.systemNanos,
        maxResidentBytes,
        readBytes - earlier.readBytes,
        readChars - earlier.readChars,
        readCalls - earlier.readCalls);
  }
}
