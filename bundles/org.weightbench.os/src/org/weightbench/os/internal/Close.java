package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.NativeCallException;

/** close(2). */
final class Close {
  private static final NativeFunction CLOSE =
      NativeFunction.find(
          "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Close() {}

  /** Closes a descriptor once: Linux frees the number even when it answers EINTR. */
  static void close(int descriptor, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      int result = (int) CLOSE.handle().invokeExact(state, descriptor);
      if (result != 0 && !Errno.EINTR.is(Errno.in(state))) {
        throw new NativeCallException("close", NativePath.quoted(path), Errno.in(state), "");
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
