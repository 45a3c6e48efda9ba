package org.weightbench.os;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.weightbench.os.internal.Platform;

/** Runs actions on threads of their own that lack a right which the rest of the process keeps. */
final class RestrictedThread {
  private static final int LOCKED_MEMORY = 8;

  private RestrictedThread() {}

  /** Runs an action on a thread for which the kernel answers EPERM to one system call. */
  static <T> T withoutSystemCall(int number, Callable<T> action) throws Exception {
    assumeTrue(Platform.current() != Platform.OTHER, "Linux is needed");
    return onThread(
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment filter = filter(arena, number);
            MethodHandle prctl =
                function(
                    "prctl",
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));
            int noNewPrivileges = (int) prctl.invokeExact(38, 1L, 0L, 0L, 0L);
            int filtered = (int) prctl.invokeExact(22, 2L, filter.address(), 0L, 0L);
            assumeTrue(noNewPrivileges == 0 && filtered == 0, "this kernel has no seccomp filters");
          }
          return action.call();
        });
  }

  /** A program of seccomp(2): the number decides, all other calls are allowed. */
  private static MemorySegment filter(Arena arena, int number) {
    MemorySegment program = arena.allocate(4 * Long.BYTES, Long.BYTES);
    instruction(program, 0, 0x20, 0, 0, 0);
    instruction(program, 1, 0x15, 0, 1, number);
    instruction(program, 2, 0x06, 0, 0, 0x0005_0001);
    instruction(program, 3, 0x06, 0, 0, 0x7fff_0000);
    MemorySegment header = arena.allocate(2 * Long.BYTES, Long.BYTES);
    header.set(ValueLayout.JAVA_SHORT, 0, (short) 4);
    header.set(ValueLayout.JAVA_LONG, Long.BYTES, program.address());
    return header;
  }

  private static void instruction(
      MemorySegment program, int index, int code, int ifTrue, int ifFalse, int value) {
    long at = (long) index * Long.BYTES;
    program.set(ValueLayout.JAVA_SHORT, at, (short) code);
    program.set(ValueLayout.JAVA_BYTE, at + 2, (byte) ifTrue);
    program.set(ValueLayout.JAVA_BYTE, at + 3, (byte) ifFalse);
    program.set(ValueLayout.JAVA_INT, at + 4, value);
  }

  /**
   * Runs an action on a thread without the capability CAP_IPC_LOCK, while the process may lock no
   * more than some bytes of memory.
   */
  static <T> T withLockedMemory(long bytes, Callable<T> action) throws Exception {
    assumeTrue(Platform.current() != Platform.OTHER, "Linux is needed");
    ResourceLimit before = ResourceLimit.lockedMemoryBytes();
    long hard = before.hard().orElse(-1);
    setLimit(bytes, hard);
    try {
      return onThread(
          () -> {
            dropCapability(14);
            return action.call();
          });
    } finally {
      setLimit(before.soft().orElse(-1), hard);
    }
  }

  private static void setLimit(long soft, long hard) throws Exception {
    MethodHandle setrlimit =
        function(
            "setrlimit",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocateFrom(ValueLayout.JAVA_LONG, soft, hard);
      int result = (int) setrlimit.invokeExact(LOCKED_MEMORY, limits);
      assumeTrue(result == 0, "the limit on locked memory cannot be changed");
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /** capset(2), which holds for the calling thread; version 3 has two words of each set. */
  private static void dropCapability(int number) throws Exception {
    FunctionDescriptor descriptor =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocateFrom(ValueLayout.JAVA_INT, 0x2008_0522, 0);
      MemorySegment sets = arena.allocate(ValueLayout.JAVA_INT, 6);
      int got = (int) function("capget", descriptor).invokeExact(header, sets);
      int effective = sets.getAtIndex(ValueLayout.JAVA_INT, 0);
      sets.setAtIndex(ValueLayout.JAVA_INT, 0, effective & ~(1 << number));
      int set = (int) function("capset", descriptor).invokeExact(header, sets);
      assumeTrue(got == 0 && set == 0, "the capabilities of a thread cannot be changed");
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().find(name).orElseThrow(), descriptor, options);
  }

  private interface Action<T> {
    T call() throws Throwable;
  }

  private static <T> T onThread(Action<T> action) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try {
                return action.call();
              } catch (Throwable thrown) {
                throw rethrown(thrown);
              }
            });
    Thread thread = Thread.ofPlatform().start(task);
    thread.join();
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw rethrown(failed.getCause());
    }
  }

  private static Exception rethrown(Throwable thrown) {
    return switch (thrown) {
      case Exception exception -> exception;
      case Error error -> throw error;
      default -> throw new AssertionError(thrown);
    };
  }
}
