package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q5_K: 256 weights in 176 bytes, eight groups of 32. An F16 scale and an F16 minimum of the whole
 * block; twelve bytes with a 6-bit scale and a 6-bit minimum for each group ({@link KScales}); 32
 * bytes whose bit {@code g} of byte {@code i} is the fifth bit of weight {@code i} of group {@code
 * g}; then 128 bytes: each run of 32 holds the lower four bits of two groups, the first in the
 * lower halves of its bytes, the second in the upper ones. A weight is {@code (scale * groupScale)
 * * q - minimum * groupMinimum}.
 */
final class Q5kDequantizer extends BlockDequantizer {
  Q5kDequantizer() {
    super(TensorType.Q5_K);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 176L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      float minimum = Float.float16ToFloat(ALL.get(Layouts.I16, from + 2));
      int first = ALL.get(Layouts.I32, from + 4);
      int second = ALL.get(Layouts.I32, from + 8);
      int third = ALL.get(Layouts.I32, from + 12);
      long scales = KScales.scales(first, third);
      long minimums = KScales.minimums(second, third);
      for (int group = 0; group < 8; group++) {
        float groupScale = scale * (scales >>> 8 * group & 63);
        float groupMinimum = minimum * (minimums >>> 8 * group & 63);
        long lowBits = from + 48 + 32L * (group >> 1);
        int shift = 4 * (group & 1);
        for (int i = 0; i < 32; i++) {
          int lower = ALL.get(Layouts.I8, lowBits + i) >> shift & 15;
          int upper = ALL.get(Layouts.I8, from + 16 + i) >> group & 1;
          int q = lower | upper << 4;
          ALL.set(Layouts.F32, to + 128L * group + 4L * i, groupScale * q - groupMinimum);
        }
      }
    }
  }
}
