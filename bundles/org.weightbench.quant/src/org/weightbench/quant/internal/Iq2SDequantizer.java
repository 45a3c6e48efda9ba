package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ2_S: 256 weights in 82 bytes, sixteen groups of 16. An F16 scale of the whole block; for each
 * eight weights a byte with the lower bits of the index of an entry of {@link Codebook#IQ2_S}; for
 * each eight a byte with their signs; eight bytes with the upper two bits of four indexes each, the
 * first lowest; eight bytes with the 4-bit scales of two groups each, the first in the lower half.
 * A weight is {@code (scale * (groupScale + 0.5)) * 0.25 * level}.
 */
final class Iq2SDequantizer extends BlockDequantizer {
  Iq2SDequantizer() {
    super(TensorType.IQ2_S);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ2_S.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 82L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int group = 0; group < 16; group++) {
        int groupBits = ALL.get(Layouts.I8, from + 74 + (group >> 1)) >> 4 * (group & 1) & 15;
        float groupScale = scale * (groupBits + 0.5f) * 0.25f;
        for (int eight = 2 * group; eight < 2 * group + 2; eight++) {
          int lower = ALL.get(Layouts.I8, from + 2 + eight) & 255;
          int upper = ALL.get(Layouts.I8, from + 66 + (eight >> 2)) >> 2 * (eight & 3) & 3;
          long levels = ALL.get(Layouts.I64, codebook + 8L * (lower | upper << 8));
          int negative = ALL.get(Layouts.I8, from + 34 + eight);
          Signs.write(levels, negative, groupScale, to + 32L * eight);
        }
      }
    }
  }
}
