package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** F16: rounded to the nearest half float, ties to even. */
final class F16Quantizer extends BlockQuantizer {
  F16Quantizer() {
    super(TensorType.F16);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int i = 0; i < blocks; i++) {
      target.set(Layouts.I16, targetOffset + 2L * i, Float.floatToFloat16(source[sourceIndex + i]));
    }
  }
}
