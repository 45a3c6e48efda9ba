package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q5_1: an F16 scale, an F16 minimum, four bytes with the fifth bit of each weight, then the lower
 * four bits as in Q4_1. The smallest weight becomes 0 and the largest 31; the others are rounded
 * half up.
 */
final class Q51Quantizer extends BlockQuantizer {
  Q51Quantizer() {
    super(TensorType.Q5_1);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      long to = targetOffset + 24L * block;
      float minimum = Extremes.minimum(source, from, 32);
      float scale = (Extremes.maximum(source, from, 32) - minimum) / 31;
      float inverse = scale == 0 ? 0 : 1 / scale;
      target.set(Layouts.I16, to, Float.floatToFloat16(scale));
      target.set(Layouts.I16, to + 2, Float.floatToFloat16(minimum));
      int fifthBits = 0;
      for (int i = 0; i < 16; i++) {
        int first = Math.min(31, (int) ((source[from + i] - minimum) * inverse + 0.5f));
        int second = Math.min(31, (int) ((source[from + 16 + i] - minimum) * inverse + 0.5f));
        fifthBits |= (first >> 4) << i | (second >> 4) << i + 16;
        target.set(Layouts.I8, to + 8 + i, (byte) (first & 15 | second << 4));
      }
      target.set(Layouts.I32, to + 4, fifthBits);
    }
  }
}
