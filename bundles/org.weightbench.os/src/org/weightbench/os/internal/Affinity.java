package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/**
 * sched_getaffinity(2) and sched_setaffinity(2), with masks of 1024 bits: on which processors the
 * calling thread may run.
 */
public final class Affinity {
  private static final int MASK_BITS = 1024;
  private static final long MASK_BYTES = MASK_BITS / Byte.SIZE;
  private static final FunctionDescriptor TYPE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
  private static final NativeFunction GET = NativeFunction.find("sched_getaffinity", TYPE);
  private static final NativeFunction SET = NativeFunction.find("sched_setaffinity", TYPE);

  private Affinity() {}

  /** Whether both can be called. */
  public static Capability capability() {
    return GET.capability().available() ? SET.capability() : GET.capability();
  }

  /** Returns the processors on which the calling thread may run. */
  public static BitSet ofThread() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment mask = arena.allocate(ValueLayout.JAVA_LONG, MASK_BITS / Long.SIZE);
      int result = (int) GET.handle().invokeExact(state, 0, MASK_BYTES, mask);
      if (result != 0) {
        throw new NativeCallException("sched_getaffinity", "this thread", Errno.in(state), "");
      }
      return BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG));
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  /** Lets the calling thread run on these processors alone. */
  public static void keepThreadOn(BitSet processors) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment mask = arena.allocate(ValueLayout.JAVA_LONG, MASK_BITS / Long.SIZE);
      long[] words = processors.toLongArray();
      MemorySegment.copy(words, 0, mask, ValueLayout.JAVA_LONG, 0, words.length);
      int result = (int) SET.handle().invokeExact(state, 0, MASK_BYTES, mask);
      if (result != 0) {
        throw new NativeCallException("sched_setaffinity", "this thread", Errno.in(state), "");
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
