package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * I64: signed 64-bit integers, rounded to the nearest F32, ties to even. ggml has no reference for
 * it.
 */
final class I64Dequantizer extends BlockDequantizer {
  I64Dequantizer() {
    super(TensorType.I64);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      float nearest = ALL.get(Layouts.I64, source + 8L * i);
      ALL.set(Layouts.F32, target + 4L * i, nearest);
    }
  }
}
