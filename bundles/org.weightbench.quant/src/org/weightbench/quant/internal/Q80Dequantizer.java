package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/** Q8_0: 32 weights in 34 bytes. An F16 scale, then a signed byte for each weight. */
final class Q80Dequantizer extends BlockDequantizer {
  Q80Dequantizer() {
    super(TensorType.Q8_0);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 34L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 32; i++) {
        ALL.set(Layouts.F32, to + 4L * i, ALL.get(Layouts.I8, from + 2 + i) * scale);
      }
    }
  }
}
