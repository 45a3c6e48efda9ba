package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q4_K: 256 weights in 144 bytes, eight groups of 32. An F16 scale and an F16 minimum of the whole
 * block, twelve bytes with a 6-bit scale and a 6-bit minimum for each group ({@link KScales}), then
 * 128 bytes: each run of 32 holds two groups, the first in the lower halves of its bytes, the
 * second in the upper ones. A weight is {@code (scale * groupScale) * q - minimum * groupMinimum}.
 */
final class Q4kDequantizer extends BlockDequantizer {
  Q4kDequantizer() {
    super(TensorType.Q4_K);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 144L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      float minimum = Float.float16ToFloat(ALL.get(Layouts.I16, from + 2));
      int first = ALL.get(Layouts.I32, from + 4);
      int second = ALL.get(Layouts.I32, from + 8);
      int third = ALL.get(Layouts.I32, from + 12);
      long scales = KScales.scales(first, third);
      long minimums = KScales.minimums(second, third);
      for (int pair = 0; pair < 4; pair++) {
        int lower = 16 * pair;
        float lowScale = scale * (scales >>> lower & 63);
        float lowMinimum = minimum * (minimums >>> lower & 63);
        float highScale = scale * (scales >>> lower + 8 & 63);
        float highMinimum = minimum * (minimums >>> lower + 8 & 63);
        long quants = from + 16 + 32L * pair;
        long floats = to + 256L * pair;
        for (int i = 0; i < 32; i++) {
          int q = ALL.get(Layouts.I8, quants + i);
          ALL.set(Layouts.F32, floats + 4L * i, lowScale * (q & 15) - lowMinimum);
          ALL.set(Layouts.F32, floats + 128 + 4L * i, highScale * (q >> 4 & 15) - highMinimum);
        }
      }
    }
  }
}
