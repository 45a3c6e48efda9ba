package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ3_S: 256 weights in 110 bytes, eight groups of 32. An F16 scale of the whole block; for each
 * four weights a byte with the lower bits of the index of an entry of {@link Codebook#IQ3_S}; for
 * each group a byte with the ninth bits of its eight indexes, the first lowest; for each eight
 * weights a byte with their signs; four bytes with the 4-bit scales of two groups each, the first
 * in the lower half. A weight is {@code (scale * (2 * groupScale + 1)) * level}.
 */
final class Iq3SDequantizer extends BlockDequantizer {
  Iq3SDequantizer() {
    super(TensorType.IQ3_S);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ3_S.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 110L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int group = 0; group < 8; group++) {
        int groupBits = ALL.get(Layouts.I8, from + 106 + (group >> 1)) >> 4 * (group & 1) & 15;
        float groupScale = scale * (2 * groupBits + 1);
        int ninthBits = ALL.get(Layouts.I8, from + 66 + group);
        for (int eight = 0; eight < 4; eight++) {
          long indexes = from + 2 + 8L * group + 2L * eight;
          int first = ALL.get(Layouts.I8, indexes) & 255 | ninthBits << 8 - 2 * eight & 256;
          int second = ALL.get(Layouts.I8, indexes + 1) & 255 | ninthBits << 7 - 2 * eight & 256;
          long levels =
              ALL.get(Layouts.I32, codebook + 4L * first)
                  | (long) ALL.get(Layouts.I32, codebook + 4L * second) << 32;
          int negative = ALL.get(Layouts.I8, from + 74 + 4L * group + eight);
          Signs.write(levels, negative, groupScale, to + 128L * group + 32L * eight);
        }
      }
    }
  }
}
