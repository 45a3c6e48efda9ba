package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.Capability;
import org.weightbench.os.UnavailableException;

/**
 * cachestat, system call 451 on every architecture, Linux 6.5 and later. The range is two 64-bit
 * integers (offset; length, 0 for all); the answer starts with the number of cached pages.
 */
public final class Cachestat {
  private static final String NAME = "cachestat";
  private static final long NUMBER = 451;
  private static final long RANGE_BYTES = 16;
  private static final long ANSWER_BYTES = 40;
  private static final NativeFunction CACHESTAT =
      NativeFunction.systemCall(
          NAME,
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private Cachestat() {}

  /** Whether the kernel has the call and allows it, tried out on a descriptor that is not open. */
  public static Capability capability() {
    try {
      long answer = residentPages(-1, 0, 0);
      return Errno.EBADF.is((int) -answer)
          ? Capability.available(NAME)
          : Capability.unavailable(
              NAME,
              "Linux %s answered '%s' (6.5 is needed, and a sandbox may forbid it)"
                  .formatted(System.getProperty("os.version", ""), Errno.describe((int) -answer)));
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(NAME, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(NAME, failure.getMessage());
    }
  }

  /**
   * The number of resident pages of a range that starts at a page, or the negative errno.
   *
   * @param length in bytes; 0 reaches to the end of the file
   */
  public static long residentPages(int descriptor, long offset, long length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment range = arena.allocate(RANGE_BYTES, Long.BYTES);
      range.set(ValueLayout.JAVA_LONG, 0, offset);
      range.set(ValueLayout.JAVA_LONG, Long.BYTES, length);
      MemorySegment answer = arena.allocate(ANSWER_BYTES, Long.BYTES);
      long result =
          (long)
              CACHESTAT.handle().invokeExact(state, NUMBER, (long) descriptor, range, answer, 0L);
      return result == 0 ? answer.get(ValueLayout.JAVA_LONG, 0) : -Errno.in(state);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
