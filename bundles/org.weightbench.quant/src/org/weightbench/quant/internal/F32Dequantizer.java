package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** F32: the bytes as they are. */
final class F32Dequantizer extends BlockDequantizer {
  F32Dequantizer() {
    super(TensorType.F32);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    MemorySegment.copy(ALL, source, ALL, target, (long) blocks * Float.BYTES);
  }
}
