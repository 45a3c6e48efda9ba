package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** open(2), read-only and closed on exec. */
public final class Open {
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final NativeFunction OPEN =
      NativeFunction.find(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  private Open() {}

  /** Whether files can be opened. */
  public static Capability capability() {
    return OPEN.capability();
  }

  /** Opens a file and returns its descriptor number. */
  public static int open(Path path, boolean direct) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment name = NativePath.allocate(arena, path);
      int flags = CLOSE_ON_EXEC | (direct ? Platform.current().openDirectFlag() : 0);
      while (true) {
        int descriptor = (int) OPEN.handle().invokeExact(state, name, flags);
        if (descriptor >= 0) {
          return descriptor;
        }
        int errno = Errno.in(state);
        if (!Errno.EINTR.is(errno)) {
          throw new NativeCallException("open", NativePath.quoted(path), errno, advice(errno));
        }
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  private static String advice(int errno) {
    if (Errno.EACCES.is(errno)) {
      return "the file must be readable by this user";
    }
    if (Errno.EMFILE.is(errno)) {
      return "raise the limit with ulimit -n";
    }
    return "";
  }
}
