package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.Capability;

/** pread(2). */
public final class Pread {
  private static final NativeFunction PREAD =
      NativeFunction.find(
          "pread",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private Pread() {}

  /** Whether files can be read by position. */
  public static Capability capability() {
    return PREAD.capability();
  }

  /** One read, repeated when a signal interrupted it: the bytes read, or the negative errno. */
  public static long read(int descriptor, MemorySegment target, long position) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      while (true) {
        long bytes =
            (long)
                PREAD.handle().invokeExact(state, descriptor, target, target.byteSize(), position);
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
