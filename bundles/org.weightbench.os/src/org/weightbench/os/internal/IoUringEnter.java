package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** io_uring_enter(2), system call 426 on every architecture: submits requests and waits. */
public final class IoUringEnter {
  /** IORING_ENTER_GETEVENTS: work on completions, and wait for those that are asked for. */
  public static final int GET_EVENTS = 1;

  /** IORING_ENTER_SQ_WAKEUP: wake the kernel's polling thread. */
  public static final int WAKE_UP = 2;

  private static final long NUMBER = 426;
  private static final NativeFunction ENTER =
      NativeFunction.systemCall(
          "io_uring_enter",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private IoUringEnter() {}

  /** The number of requests that the kernel took, or the negative errno. */
  public static int enter(int descriptor, int submit, int await, int flags) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      long taken =
          (long)
              ENTER
                  .handle()
                  .invokeExact(
                      state,
                      NUMBER,
                      (long) descriptor,
                      (long) submit,
                      (long) await,
                      (long) flags,
                      MemorySegment.NULL,
                      0L);
      return taken >= 0 ? (int) taken : -Errno.in(state);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
