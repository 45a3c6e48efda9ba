package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * I32: signed 32-bit integers, rounded to the nearest F32, ties to even. ggml has no reference for
 * it.
 */
final class I32Dequantizer extends BlockDequantizer {
  I32Dequantizer() {
    super(TensorType.I32);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      float nearest = ALL.get(Layouts.I32, source + 4L * i);
      ALL.set(Layouts.F32, target + 4L * i, nearest);
    }
  }
}
