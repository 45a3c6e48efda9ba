package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;

/**
 * The 64 bytes with two bits of each of 256 weights in Q2_K, Q3_K and TQ2_0: byte {@code 32 h + i}
 * holds weights {@code 128 h + i}, {@code + 32}, {@code + 64} and {@code + 96}, the first in its
 * lowest bits.
 */
final class TwoBits {
  private TwoBits() {}

  /** Packs the lower two bits of 256 integers. */
  static void pack(byte[] integers, MemorySegment target, long offset) {
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < 32; i++) {
        int at = 128 * half + i;
        int packed =
            integers[at] & 3
                | (integers[at + 32] & 3) << 2
                | (integers[at + 64] & 3) << 4
                | (integers[at + 96] & 3) << 6;
        target.set(Layouts.I8, offset + 32L * half + i, (byte) packed);
      }
    }
  }
}
