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

  private Memory() {}
}
