package org.weightbench.os.internal;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.NativeCallException;

/** munmap(2), as the cleanup of a mapping's arena. */
final class Munmap {
  private static final NativeFunction MUNMAP =
      NativeFunction.find(
          "munmap",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

  private Munmap() {}

  static void unmap(MemorySegment mapping) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      int result = (int) MUNMAP.handle().invokeExact(state, mapping, mapping.byteSize());
      if (result != 0) {
        throw new NativeCallException(
            "munmap", mapping.byteSize() + " bytes of memory", Errno.in(state), "");
      }
    } catch (Throwable thrown) {
      throw new UncheckedIOException(NativeFunction.thrown(thrown));
    }
  }
}
