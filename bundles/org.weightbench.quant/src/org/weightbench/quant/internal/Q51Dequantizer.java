package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q5_1: 32 weights in 24 bytes. An F16 scale; an F16 minimum; 32 bits, of which bit {@code i} is
 * the fifth bit of weight {@code i}; then 16 bytes, of which byte {@code i} holds the lower four
 * bits of weights {@code i} and {@code i + 16}; a weight is {@code q * scale + minimum}.
 */
final class Q51Dequantizer extends BlockDequantizer {
  Q51Dequantizer() {
    super(TensorType.Q5_1);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 24L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      float minimum = Float.float16ToFloat(ALL.get(Layouts.I16, from + 2));
      int fifthBits = ALL.get(Layouts.I32, from + 4);
      for (int i = 0; i < 16; i++) {
        int pair = ALL.get(Layouts.I8, from + 8 + i);
        int first = pair & 15 | (fifthBits >>> i & 1) << 4;
        int second = pair >> 4 & 15 | (fifthBits >>> i + 16 & 1) << 4;
        ALL.set(Layouts.F32, to + 4L * i, first * scale + minimum);
        ALL.set(Layouts.F32, to + 64 + 4L * i, second * scale + minimum);
      }
    }
  }
}
