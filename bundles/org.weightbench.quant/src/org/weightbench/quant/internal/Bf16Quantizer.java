package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** BF16: rounded to the upper half of an F32, ties to even; a NaN stays one, made quiet. */
final class Bf16Quantizer extends BlockQuantizer {
  private static final int QUIET = 0x40;

  Bf16Quantizer() {
    super(TensorType.BF16);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int i = 0; i < blocks; i++) {
      float value = source[sourceIndex + i];
      int bits = Float.floatToRawIntBits(value);
      int upper =
          Float.isNaN(value) ? bits >>> 16 | QUIET : bits + 0x7fff + (bits >>> 16 & 1) >>> 16;
      target.set(Layouts.I16, targetOffset + 2L * i, (short) upper);
    }
  }
}
