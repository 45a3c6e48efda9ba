package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q4_0 ({@link Q40Dequantizer} has the layout): the weight of largest magnitude becomes -8, which
 * fixes scale and sign; the others are rounded half up.
 */
final class Q40Quantizer extends BlockQuantizer {
  Q40Quantizer() {
    super(TensorType.Q4_0);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      long to = targetOffset + 18L * block;
      float scale = Extremes.largest(source, from, 32) / -8;
      float inverse = scale == 0 ? 0 : 1 / scale;
      target.set(Layouts.I16, to, Float.floatToFloat16(scale));
      for (int i = 0; i < 16; i++) {
        int first = Math.min(15, (int) (source[from + i] * inverse + 8.5f));
        int second = Math.min(15, (int) (source[from + 16 + i] * inverse + 8.5f));
        target.set(Layouts.I8, to + 2 + i, (byte) (first | second << 4));
      }
    }
  }
}
