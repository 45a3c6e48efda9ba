package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/**
 * getrusage(2) for the process or its children; struct rusage is 18 64-bit integers on both
 * platforms.
 */
public final class Getrusage {
  private static final int SELF = 0;
  private static final int ENDED_CHILDREN = -1;
  private static final int FIELDS = 18;
  private static final int BLOCK_BYTES = 512;
  private static final NativeFunction GETRUSAGE =
      NativeFunction.find(
          "getrusage",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private Getrusage() {}

  /** Whether the process's use of resources can be read. */
  public static Capability capability() {
    return GETRUSAGE.capability();
  }

  /** What the process has used so far. */
  public static Usage usage() throws IOException {
    return usage(SELF);
  }

  /** What its children, and theirs, had used that have ended and were waited for. */
  public static Usage ofEndedChildren() throws IOException {
    return usage(ENDED_CHILDREN);
  }

  private static Usage usage(int whose) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment usage = arena.allocate(ValueLayout.JAVA_LONG, FIELDS);
      int result = (int) GETRUSAGE.handle().invokeExact(state, whose, usage);
      if (result != 0) {
        throw new NativeCallException("getrusage", "this process", Errno.in(state), "");
      }
      return new Usage(
          nanos(field(usage, 0), field(usage, 1)),
          nanos(field(usage, 2), field(usage, 3)),
          field(usage, 4) * 1024,
          field(usage, 8),
          field(usage, 9),
          field(usage, 11) * BLOCK_BYTES,
          field(usage, 16),
          field(usage, 17));
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  private static long field(MemorySegment usage, int index) {
    return usage.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  private static long nanos(long seconds, long micros) {
    return seconds * 1_000_000_000L + micros * 1_000L;
  }

  /** The fields of struct rusage that Linux fills in and this bundle needs. */
  public record Usage(
      long userNanos,
      long systemNanos,
      long maxResidentBytes,
      long minorFaults,
      long majorFaults,
      long readBytes,
      long voluntarySwitches,
      long involuntarySwitches) {}
}
