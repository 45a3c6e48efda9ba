package org.weightbench.quant.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A few floats of native memory for each thread, given back some time after the thread ended. */
final class FloatScratch {
  /** How many floats there are: whole blocks of every type. */
  static final int FLOATS = 2048;

  private final ThreadLocal<MemorySegment> segments =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate((long) FLOATS * Float.BYTES, 64));

  /** Returns the address of this thread's floats, for {@link Memory#ALL}. */
  long address() {
    return segments.get().address();
  }
}
