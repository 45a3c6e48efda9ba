package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.Set;
import org.weightbench.os.Capability;

/**
 * mbind(2) and set_mempolicy(2), with node masks of 1024 bits: from which NUMA nodes pages come.
 */
public final class MemoryPolicy {
  /** MPOL_DEFAULT. */
  public static final int DEFAULT = 0;

  private static final int MASK_BITS = 1024;

  /** The kernel takes one bit less than it is told. */
  private static final long MASK_LENGTH = MASK_BITS + 1;

  private static final NativeFunction MBIND =
      NativeFunction.systemCall(
          "mbind",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));
  private static final NativeFunction SET_MEMPOLICY =
      NativeFunction.systemCall(
          "set_mempolicy",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private MemoryPolicy() {}

  /** Whether the C library reaches the calls; the kernel may still lack them. */
  public static Capability capability() {
    return MBIND.capability();
  }

  /** Places memory that starts at a page and was not touched yet: 0, or the error number. */
  public static int ofMemory(MemorySegment memory, int mode, Set<Integer> nodes)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment mask = mask(arena, nodes);
      long number = Platform.current().mbindNumber();
      long result =
          (long)
              MBIND
                  .handle()
                  .invokeExact(
                      state,
                      number,
                      memory,
                      memory.byteSize(),
                      (long) mode,
                      mask,
                      nodes.isEmpty() ? 0 : MASK_LENGTH,
                      0L);
      return result == 0 ? 0 : Errno.in(state);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  /** Places what the calling thread will touch first: 0, or the error number. */
  public static int ofThread(int mode, Set<Integer> nodes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment mask = mask(arena, nodes);
      long number = Platform.current().setMempolicyNumber();
      long result =
          (long)
              SET_MEMPOLICY
                  .handle()
                  .invokeExact(state, number, (long) mode, mask, nodes.isEmpty() ? 0 : MASK_LENGTH);
      return result == 0 ? 0 : Errno.in(state);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  private static MemorySegment mask(Arena arena, Set<Integer> nodes) {
    if (nodes.isEmpty()) {
      return MemorySegment.NULL;
    }
    BitSet bits = new BitSet(MASK_BITS);
    nodes.forEach(bits::set);
    MemorySegment mask = arena.allocate(ValueLayout.JAVA_LONG, MASK_BITS / Long.SIZE);
    long[] words = bits.toLongArray();
    MemorySegment.copy(words, 0, mask, ValueLayout.JAVA_LONG, 0, words.length);
    return mask;
  }
}
