package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ2_XS: 256 weights in 74 bytes, sixteen groups of 16. An F16 scale of the whole block; 32 times
 * 16 bits, each for eight weights: the index of an entry of {@link Codebook#IQ2_XS} in the lower
 * nine, seven sign bits ({@link Signs}) in the upper; then eight bytes with the 4-bit scales of two
 * groups each, the first in the lower half. A weight is {@code (scale * (groupScale + 0.5)) * 0.25
 * * level}.
 */
final class Iq2XsDequantizer extends BlockDequantizer {
  Iq2XsDequantizer() {
    super(TensorType.IQ2_XS);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ2_XS.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 74L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int group = 0; group < 16; group++) {
        int groupBits = ALL.get(Layouts.I8, from + 66 + (group >> 1)) >> 4 * (group & 1) & 15;
        float groupScale = scale * (groupBits + 0.5f) * 0.25f;
        for (int eight = 2 * group; eight < 2 * group + 2; eight++) {
          int bits = ALL.get(Layouts.I16, from + 2 + 2L * eight);
          long levels = ALL.get(Layouts.I64, codebook + 8L * (bits & 511));
          Signs.write(levels, Signs.ofSevenBits(bits >> 9 & 127), groupScale, to + 32L * eight);
        }
      }
    }
  }
}
