package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q5_K: the scales of Q4_K, then 32 bytes with the fifth bits, where bit {@code g} of byte {@code
 * i} belongs to weight {@code i} of group {@code g}, then the lower four bits as in Q4_K.
 */
final class Q5kQuantizer extends SixBitScalesQuantizer {
  Q5kQuantizer(Fit fit) {
    super(TensorType.Q5_K, 31, firstStep(fit), steps(fit), fit);
  }

  private static float firstStep(Fit fit) {
    return switch (fit) {
      case REFERENCE -> -0.5f;
      case LEAST_SQUARES -> -1;
    };
  }

  private static int steps(Fit fit) {
    return switch (fit) {
      case REFERENCE -> 15;
      case LEAST_SQUARES -> 20;
    };
  }

  @Override
  void pack(byte[] integers, MemorySegment block) {
    for (int i = 0; i < GROUP; i++) {
      int fifthBits = 0;
      for (int pair = 0; pair < 4; pair++) {
        int low = integers[64 * pair + i];
        int high = integers[64 * pair + GROUP + i];
        fifthBits |= (low >> 4 | high >> 4 << 1) << 2 * pair;
        block.set(Layouts.I8, 48 + 32L * pair + i, (byte) (low & 15 | high << 4));
      }
      block.set(Layouts.I8, 16 + i, (byte) fifthBits);
    }
  }
}
