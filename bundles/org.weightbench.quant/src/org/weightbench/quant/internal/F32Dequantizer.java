package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** F32: the bytes as they are. */
final class F32Dequantizer extends BlockDequantizer {
  F32Dequantizer() {
    super(TensorType.F32);
  }

  @Override
  void kernel(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      int blocks) {
    MemorySegment.copy(source, sourceOffset, target, targetOffset, (long) blocks * Float.BYTES);
  }
}
