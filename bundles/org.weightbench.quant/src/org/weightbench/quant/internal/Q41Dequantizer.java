package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q4_1: 32 weights in 20 bytes. An F16 scale, an F16 minimum, then 16 bytes, of which byte {@code
 * i} holds weight {@code i} in its lower and weight {@code i + 16} in its upper half; a weight is
 * {@code q * scale + minimum}.
 */
final class Q41Dequantizer extends BlockDequantizer {
  Q41Dequantizer() {
    super(TensorType.Q4_1);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 20L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      float minimum = Float.float16ToFloat(ALL.get(Layouts.I16, from + 2));
      for (int i = 0; i < 16; i++) {
        int pair = ALL.get(Layouts.I8, from + 4 + i);
        ALL.set(Layouts.F32, to + 4L * i, (pair & 15) * scale + minimum);
        ALL.set(Layouts.F32, to + 64 + 4L * i, (pair >> 4 & 15) * scale + minimum);
      }
    }
  }
}
