package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q3_K: 256 weights in 110 bytes, sixteen groups of 16. 32 bytes whose bit {@code b} of byte {@code
 * i} is the third bit of weight {@code 32 b + i}; 64 bytes with the lower two bits of each weight
 * ({@link TwoBits}); twelve bytes with a 6-bit scale for each group: bytes 0–7 hold the lower four
 * bits of scales 0–7 (lower halves) and 8–15 (upper halves), bytes 8–11 the upper two, those of
 * scale {@code s} in byte {@code 8 + s % 4} from bit {@code 2 (s / 4)} on; an F16 scale of the
 * whole block. A weight is {@code (scale * (groupScale - 32)) * (q - 4)}.
 */
final class Q3kDequantizer extends BlockDequantizer {
  Q3kDequantizer() {
    super(TensorType.Q3_K);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 110L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from + 108));
      for (int group = 0; group < 16; group++) {
        int low = ALL.get(Layouts.I8, from + 96 + (group & 7)) >> (group >> 3) * 4 & 15;
        int high = ALL.get(Layouts.I8, from + 104 + (group & 3)) >> (group >> 2) * 2 & 3;
        float groupScale = scale * ((low | high << 4) - 32);
        int sixteen = 16 * (group & 1);
        int half = group >> 3;
        int shift = group & 6;
        int run = group >> 1;
        long lowBits = from + 32 + 32L * half + sixteen;
        long highBits = from + sixteen;
        for (int i = 0; i < 16; i++) {
          int lower = ALL.get(Layouts.I8, lowBits + i) >> shift & 3;
          int upper = ALL.get(Layouts.I8, highBits + i) >> run & 1;
          int q = lower | upper << 2;
          ALL.set(Layouts.F32, to + 64L * group + 4L * i, groupScale * (q - 4));
        }
      }
    }
  }
}
