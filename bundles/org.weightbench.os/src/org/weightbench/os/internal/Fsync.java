package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** fsync(2); Linux allows it on a descriptor that was opened read-only. */
public final class Fsync {
  private static final NativeFunction FSYNC =
      NativeFunction.find(
          "fsync", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Fsync() {}

  /** Whether dirty pages can be written out. */
  public static Capability capability() {
    return FSYNC.capability();
  }

  /** Writes the file's dirty pages out; where nothing can be dirty there is nothing to do. */
  public static void fsync(int descriptor, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      while ((int) FSYNC.handle().invokeExact(state, descriptor) != 0) {
        int errno = Errno.in(state);
        if (Errno.EROFS.is(errno) || Errno.EINVAL.is(errno)) {
          return;
        }
        if (!Errno.EINTR.is(errno)) {
          throw new NativeCallException("fsync", NativePath.quoted(path), errno, "");
        }
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
