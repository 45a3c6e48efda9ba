package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** BF16: the upper half of an F32. */
final class Bf16Dequantizer extends BlockDequantizer {
  Bf16Dequantizer() {
    super(TensorType.BF16);
  }

  @Override
  void kernel(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      int blocks) {
    for (int i = 0; i < blocks; i++) {
      int upper = source.get(Layouts.I16, sourceOffset + 2L * i);
      target.set(Layouts.I32, targetOffset + 4L * i, upper << 16);
    }
  }
}
