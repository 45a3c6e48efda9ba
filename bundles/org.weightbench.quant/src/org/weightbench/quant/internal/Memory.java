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

  private Memory() {}
}
