package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.weightbench.os.Capability;

/** preadv2(2), for its flags. */
public final class Preadv2 {
  private static final NativeFunction PREADV2 =
      NativeFunction.find(
          "preadv2",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private Preadv2() {}

  /** Whether files can be read with flags. */
  public static Capability capability() {
    return PREADV2.capability();
  }

  /** One read, repeated when a signal interrupted it: the bytes read, or the negative errno. */
  public static long read(int descriptor, MemorySegment target, long position, int flags)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment vector = IoVector.allocate(arena, List.of(target));
      while (true) {
        long bytes =
            (long) PREADV2.handle().invokeExact(state, descriptor, vector, 1, position, flags);
        if (bytes >= 0) {
          return bytes;
        }
        int errno = Errno.in(state);
        if (!Errno.EINTR.is(errno)) {
          return -errno;
        }
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
