package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/** I8: signed bytes, which every F32 holds exactly. ggml has no reference for it. */
final class I8Dequantizer extends BlockDequantizer {
  I8Dequantizer() {
    super(TensorType.I8);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      ALL.set(Layouts.F32, target + 4L * i, ALL.get(Layouts.I8, source + i));
    }
  }
}
