package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** getrlimit(2); struct rlimit is two unsigned 64-bit integers, all bits set meaning no limit. */
public final class Getrlimit {
  /** RLIMIT_NOFILE. */
  public static final int OPEN_FILES = 7;

  /** RLIMIT_MEMLOCK. */
  public static final int LOCKED_MEMORY = 8;

  private static final long UNLIMITED = -1;
  private static final NativeFunction GETRLIMIT =
      NativeFunction.find(
          "getrlimit",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private Getrlimit() {}

  /** Whether limits can be read. */
  public static Capability capability() {
    return GETRLIMIT.capability();
  }

  /** The limit in force and the one that it may be raised to; empty where there is none. */
  public record Limits(OptionalLong soft, OptionalLong hard) {}

  /** Reads the limits of one resource. */
  public static Limits of(int resource) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      int result = (int) GETRLIMIT.handle().invokeExact(state, resource, limits);
      if (result != 0) {
        throw new NativeCallException("getrlimit", "this process", Errno.in(state), "");
      }
      return new Limits(limit(limits, 0), limit(limits, 1));
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  private static OptionalLong limit(MemorySegment limits, int index) {
    long value = limits.getAtIndex(ValueLayout.JAVA_LONG, index);
    return value == UNLIMITED ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
