package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q2_K: 256 weights in 84 bytes, sixteen groups of 16. 16 bytes with a 4-bit scale (lower half) and
 * a 4-bit minimum (upper half) for each group, 64 bytes with two bits of each weight ({@link
 * TwoBits}), an F16 scale and an F16 minimum of the whole block. A weight is {@code (scale *
 * groupScale) * q - minimum * groupMinimum}.
 */
final class Q2kDequantizer extends BlockDequantizer {
  Q2kDequantizer() {
    super(TensorType.Q2_K);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 84L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from + 80));
      float minimum = Float.float16ToFloat(ALL.get(Layouts.I16, from + 82));
      for (int group = 0; group < 16; group++) {
        int pair = ALL.get(Layouts.I8, from + group);
        float groupScale = scale * (pair & 15);
        float groupMinimum = minimum * (pair >> 4 & 15);
        int half = group >> 3;
        int shift = group & 6;
        long quants = from + 16 + 32L * half + 16L * (group & 1);
        for (int i = 0; i < 16; i++) {
          int q = ALL.get(Layouts.I8, quants + i) >> shift & 3;
          ALL.set(Layouts.F32, to + 64L * group + 4L * i, groupScale * q - groupMinimum);
        }
      }
    }
  }
}
