package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;
import org.weightbench.quant.FloatFormat;

/** F32 to BF16: rounded to the nearest. */
final class F32RoundingDequantizer extends BlockDequantizer {
  F32RoundingDequantizer() {
    super(TensorType.F32, FloatFormat.BF16);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int i = 0; i < blocks; i++) {
      int nearest = BrainFloats.nearest(ALL.get(Layouts.I32, source + 4L * i));
      ALL.set(Layouts.I16, target + 2L * i, (short) nearest);
    }
  }
}
