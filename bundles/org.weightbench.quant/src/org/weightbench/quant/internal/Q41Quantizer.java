package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q4_1: an F16 scale, an F16 minimum, then 16 bytes whose lower halves are weights 0–15 and whose
 * upper halves 16–31. The smallest weight becomes 0 and the largest 15; the others are rounded half
 * up.
 */
final class Q41Quantizer extends BlockQuantizer {
  Q41Quantizer() {
    super(TensorType.Q4_1);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      long to = targetOffset + 20L * block;
      float minimum = Extremes.minimum(source, from, 32);
      float scale = (Extremes.maximum(source, from, 32) - minimum) / 15;
      float inverse = scale == 0 ? 0 : 1 / scale;
      target.set(Layouts.I16, to, Float.floatToFloat16(scale));
      target.set(Layouts.I16, to + 2, Float.floatToFloat16(minimum));
      for (int i = 0; i < 16; i++) {
        int first = Math.min(15, (int) ((source[from + i] - minimum) * inverse + 0.5f));
        int second = Math.min(15, (int) ((source[from + 16 + i] - minimum) * inverse + 0.5f));
        target.set(Layouts.I8, to + 4 + i, (byte) (first | second << 4));
      }
    }
  }
}
