package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * F64: rounded to the nearest F32, ties to even; what is too large becomes infinite. ggml has no
 * reference for it.
 */
final class F64Dequantizer extends BlockDequantizer {
  F64Dequantizer() {
    super(TensorType.F64);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      ALL.set(Layouts.F32, target + 4L * i, (float) ALL.get(Layouts.F64, source + 8L * i));
    }
  }
}
