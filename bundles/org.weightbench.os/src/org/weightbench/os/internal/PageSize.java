package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.UnavailableException;

/** sysconf(3) for the size of a page. */
public final class PageSize {
  private static final int PAGE_SIZE = 30;
  private static final NativeFunction SYSCONF =
      NativeFunction.find(
          "sysconf", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

  private PageSize() {}

  /** The bytes of a base page. */
  public static long bytes() throws UnavailableException {
    SYSCONF.capability().require();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      return (long) SYSCONF.handle().invokeExact(state, PAGE_SIZE);
    } catch (Throwable thrown) {
      IOException failure = NativeFunction.thrown(thrown);
      throw new AssertionError(failure);
    }
  }

  /** The number of pages that {@code bytes} take. */
  public static long pagesFor(long bytes) throws UnavailableException {
    return Math.ceilDiv(bytes, bytes());
  }
}
