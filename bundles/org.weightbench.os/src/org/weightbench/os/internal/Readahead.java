package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** readahead(2). */
public final class Readahead {
  private static final NativeFunction READAHEAD =
      NativeFunction.find(
          "readahead",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private Readahead() {}

  /** Whether files can be read ahead. */
  public static Capability capability() {
    return READAHEAD.capability();
  }

  /** Starts reading a range into the page cache. */
  public static void start(int descriptor, long offset, long length, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      long result = (long) READAHEAD.handle().invokeExact(state, descriptor, offset, length);
      if (result != 0) {
        throw new NativeCallException(
            "readahead",
            "%d bytes at %d of %s".formatted(length, offset, NativePath.quoted(path)),
            Errno.in(state),
            "");
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
