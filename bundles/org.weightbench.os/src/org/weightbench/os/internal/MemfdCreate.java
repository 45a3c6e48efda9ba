package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** memfd_create(2), closed on exec. */
public final class MemfdCreate {
  private static final int CLOSE_ON_EXEC = 1;
  private static final NativeFunction MEMFD_CREATE =
      NativeFunction.find(
          "memfd_create",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private MemfdCreate() {}

  /** Whether the C library has the call. */
  public static Capability capability() {
    return MEMFD_CREATE.capability();
  }

  /** Makes a file in memory without a place in any folder, and returns its descriptor number. */
  public static int create(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      int number =
          (int) MEMFD_CREATE.handle().invokeExact(state, arena.allocateFrom(name), CLOSE_ON_EXEC);
      if (number < 0) {
        throw new NativeCallException("memfd_create", "'" + name + "'", Errno.in(state), "");
      }
      return number;
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
