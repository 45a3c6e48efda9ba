package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** io_uring_register(2), system call 427 on every architecture: files and buffers of a ring. */
public final class IoUringRegister {
  private static final long NUMBER = 427;
  private static final long BUFFERS = 0;
  private static final long FILES = 2;
  private static final NativeFunction REGISTER =
      NativeFunction.systemCall(
          "io_uring_register",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private IoUringRegister() {}

  /** Registers memory, which the kernel pins: 0, or the error number. */
  public static int buffers(int descriptor, List<MemorySegment> buffers) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vector = IoVector.allocate(arena, buffers);
      return register(arena, descriptor, BUFFERS, vector, buffers.size());
    }
  }

  /** Registers open files by their descriptors: 0, or the error number. */
  public static int files(int descriptor, int[] files) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_INT, files);
      return register(arena, descriptor, FILES, numbers, files.length);
    }
  }

  private static int register(
      Arena arena, int descriptor, long kind, MemorySegment what, long count) throws IOException {
    MemorySegment state = Errno.state(arena);
    try {
      long answer =
          (long) REGISTER.handle().invokeExact(state, NUMBER, (long) descriptor, kind, what, count);
      return answer >= 0 ? 0 : Errno.in(state);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
