package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/** I16: signed 16-bit integers, which every F32 holds exactly. ggml has no reference for it. */
final class I16Dequantizer extends BlockDequantizer {
  I16Dequantizer() {
    super(TensorType.I16);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      ALL.set(Layouts.F32, target + 4L * i, ALL.get(Layouts.I16, source + 2L * i));
    }
  }
}
