package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q8_0 ({@link Q80Dequantizer} has the layout): the largest magnitude becomes 127; the others are
 * rounded, ties away from zero.
 */
final class Q80Quantizer extends BlockQuantizer {
  Q80Quantizer() {
    super(TensorType.Q8_0);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      long to = targetOffset + 34L * block;
      float scale = Math.abs(Extremes.largest(source, from, 32)) / 127;
      float inverse = scale == 0 ? 0 : 1 / scale;
      target.set(Layouts.I16, to, Float.floatToFloat16(scale));
      for (int i = 0; i < 32; i++) {
        target.set(
            Layouts.I8, to + 2 + i, (byte) Rounding.awayFromZero(source[from + i] * inverse));
      }
    }
  }
}
