package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q5_0 ({@link Q50Dequantizer} has the layout): the weight of largest magnitude becomes -16, which
 * fixes scale and sign; the others are rounded half up.
 */
final class Q50Quantizer extends BlockQuantizer {
  Q50Quantizer() {
    super(TensorType.Q5_0);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      long to = targetOffset + 22L * block;
      float scale = Extremes.largest(source, from, 32) / -16;
      float inverse = scale == 0 ? 0 : 1 / scale;
      target.set(Layouts.I16, to, Float.floatToFloat16(scale));
      int fifthBits = 0;
      for (int i = 0; i < 16; i++) {
        int first = Math.min(31, (int) (source[from + i] * inverse + 16.5f));
        int second = Math.min(31, (int) (source[from + 16 + i] * inverse + 16.5f));
        fifthBits |= (first >> 4) << i | (second >> 4) << i + 16;
        target.set(Layouts.I8, to + 6 + i, (byte) (first & 15 | second << 4));
      }
      target.set(Layouts.I32, to + 2, fifthBits);
    }
  }
}
