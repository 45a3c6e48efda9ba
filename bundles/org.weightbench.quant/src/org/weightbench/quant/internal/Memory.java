package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;

/**
 * All native memory as one segment, through which the kernels address what their callers have
 * checked. Compiled code that sees mapped files as well as arenas through their own segments runs
 * at a third of its speed for good, because the two are different classes; through one constant
 * segment there is nothing to tell apart.
 */
public final class Memory {
  /** Every native address is an offset in it; no bounds, no lifetime. */
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /**
   * All bits that an address of a process can have. A kernel that has masked its addresses once
   * tells the compiler that they are positive and cannot overflow, and every bounds check of {@link
   * #ALL} folds away; they were a third of some kernels.
   */
  public static final long ADDRESSES = (1L << 62) - 1;

  /**
   * Memory that is written at once, in one call or piece after piece, is taken to lie outside of
   * the caches from this many bytes on.
   */
  static final long LEAST_STREAMED_BYTES = 256 << 10;

  /** So much of it is claimed at once: a part of the first cache, and a page at most. */
  static final int CLAIMED_BYTES = 4096;

  private static final long LINE = 64;

  private Memory() {}

  /**
   * Fills the whole cache lines of memory that is about to be written with zeros. A fill has the
   * processor take the lines without waiting for each, as a kernel's wide stores do; the kernel
   * then writes to the first cache. This is a quarter to a half faster than writing to memory at
   * once.
   *
   * @param from address of the first byte
   * @param to address behind the last byte
   */
  static void claim(long from, long to) {
    long first = from + LINE - 1 & -LINE;
    long end = to & -LINE;
    if (first < end) {
      ALL.asSlice(first, end - first).fill((byte) 0);
    }
  }
}
