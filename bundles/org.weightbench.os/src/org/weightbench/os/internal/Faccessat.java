package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** faccessat(2) for writing, with the effective user. */
final class Faccessat {
  private static final int CURRENT_DIRECTORY = -100;
  private static final int MAY_WRITE = 2;
  private static final int EFFECTIVE = 0x200;
  private static final NativeFunction FACCESSAT =
      NativeFunction.find(
          "faccessat",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));

  private Faccessat() {}

  static boolean mayWrite(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment name = NativePath.allocate(arena, path);
      return (int)
              FACCESSAT.handle().invokeExact(state, CURRENT_DIRECTORY, name, MAY_WRITE, EFFECTIVE)
          == 0;
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
