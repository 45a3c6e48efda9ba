package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** F32: the floats as they are. */
final class F32Quantizer extends BlockQuantizer {
  F32Quantizer() {
    super(TensorType.F32);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    MemorySegment.copy(source, sourceIndex, target, Layouts.F32, targetOffset, blocks);
  }
}
