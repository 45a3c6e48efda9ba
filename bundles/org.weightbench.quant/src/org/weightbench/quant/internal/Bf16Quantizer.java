package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** BF16: rounded to the upper half of an F32, ties to even; a NaN stays one, made quiet. */
final class Bf16Quantizer extends BlockQuantizer {
  Bf16Quantizer() {
    super(TensorType.BF16);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int i = 0; i < blocks; i++) {
      int nearest = BrainFloats.nearest(Float.floatToRawIntBits(source[sourceIndex + i]));
      target.set(Layouts.I16, targetOffset + 2L * i, (short) nearest);
    }
  }
}
