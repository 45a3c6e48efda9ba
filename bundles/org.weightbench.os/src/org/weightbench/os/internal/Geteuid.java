package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** geteuid(2). */
final class Geteuid {
  private static final NativeFunction GETEUID =
      NativeFunction.find("geteuid", FunctionDescriptor.of(ValueLayout.JAVA_INT));

  private Geteuid() {}

  static int userId() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      return (int) GETEUID.handle().invokeExact(state);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
