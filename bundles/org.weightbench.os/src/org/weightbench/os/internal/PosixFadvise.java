package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** posix_fadvise(3), which returns its error number instead of setting errno. */
public final class PosixFadvise {
  private static final NativeFunction FADVISE =
      NativeFunction.find(
          "posix_fadvise",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private PosixFadvise() {}

  /** Whether advice on files can be given. */
  public static Capability capability() {
    return FADVISE.capability();
  }

  /** Advises on a range; a length of 0 reaches to the end of the file. */
  public static void advise(int descriptor, long offset, long length, int advice, Path path)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      int errno = (int) FADVISE.handle().invokeExact(state, descriptor, offset, length, advice);
      if (errno != 0) {
        throw new NativeCallException("posix_fadvise", NativePath.quoted(path), errno, "");
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
