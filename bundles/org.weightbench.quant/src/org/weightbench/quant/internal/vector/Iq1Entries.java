package org.weightbench.quant.internal.vector;

import static org.weightbench.quant.internal.Memory.ALL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.weightbench.quant.internal.Codebook;
import org.weightbench.quant.internal.Layouts;

/**
 * The codebook of the IQ1 types with the shift of ±⅛ worked in: first all entries with eight times
 * each level plus one, then all with eight times each level minus one. An eighth of a scale times
 * such a byte is exactly the scale times the shifted level, before it is rounded.
 */
final class Iq1Entries {
  /** What the scale is multiplied by. */
  static final float EIGHTH = 0.125f;

  /** Number of bytes from an entry that is shifted up to the same one shifted down. */
  static final int DOWN = 2048 * 8;

  private static final MemorySegment ENTRIES = entries();

  private Iq1Entries() {}

  /** Returns the address of the first entry. */
  static long address() {
    return ENTRIES.address();
  }

  private static MemorySegment entries() {
    MemorySegment entries = Arena.global().allocate(2L * DOWN + Codebook.BYTES_BEHIND, 64);
    long codebook = Codebook.IQ1.address();
    for (long i = 0; i < DOWN; i++) {
      int eightfold = 8 * ALL.get(Layouts.I8, codebook + i);
      entries.set(Layouts.I8, i, (byte) (eightfold + 1));
      entries.set(Layouts.I8, DOWN + i, (byte) (eightfold - 1));
    }
    return entries.asReadOnly();
  }
}
