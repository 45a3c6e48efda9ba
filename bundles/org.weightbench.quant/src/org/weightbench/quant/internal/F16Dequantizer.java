package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** F16: IEEE 754 binary16, which every F32 holds exactly. */
final class F16Dequantizer extends BlockDequantizer {
  F16Dequantizer() {
    super(TensorType.F16);
  }

  @Override
  void kernel(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      int blocks) {
    for (int i = 0; i < blocks; i++) {
      short half = source.get(Layouts.I16, sourceOffset + 2L * i);
      target.set(Layouts.F32, targetOffset + 4L * i, Float.float16ToFloat(half));
    }
  }
}
