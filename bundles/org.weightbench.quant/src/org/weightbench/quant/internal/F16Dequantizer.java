package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/** F16: IEEE 754 binary16, which every F32 holds exactly. */
final class F16Dequantizer extends BlockDequantizer {
  F16Dequantizer() {
    super(TensorType.F16);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      short half = ALL.get(Layouts.I16, source + 2L * i);
      ALL.set(Layouts.F32, target + 4L * i, Float.float16ToFloat(half));
    }
  }
}
