package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ1_S: 256 weights in 50 bytes, eight groups of 32. An F16 scale of the whole block; for each
 * eight weights a byte with the lower bits of the index of an entry of {@link Codebook#IQ1}; for
 * each group 16 bits: the upper three bits of four indexes, the first lowest, the group's 3-bit
 * scale, and the sign of its shift. A weight is {@code (scale * (2 * groupScale + 1)) * (level ±
 * 0.125)}.
 */
final class Iq1SDequantizer extends BlockDequantizer {
  private static final float SHIFT = 0.125f;

  Iq1SDequantizer() {
    super(TensorType.IQ1_S);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ1.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 50L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int group = 0; group < 8; group++) {
        int bits = ALL.get(Layouts.I16, from + 34 + 2L * group);
        float groupScale = scale * (2 * (bits >> 12 & 7) + 1);
        float shift = bits < 0 ? -SHIFT : SHIFT;
        for (int eight = 0; eight < 4; eight++) {
          int lower = ALL.get(Layouts.I8, from + 2 + 4L * group + eight) & 255;
          int upper = bits >> 3 * eight & 7;
          long levels = ALL.get(Layouts.I64, codebook + 8L * (lower | upper << 8));
          long floats = to + 128L * group + 32L * eight;
          for (int i = 0; i < 8; i++) {
            byte level = (byte) (levels >> 8 * i);
            ALL.set(Layouts.F32, floats + 4L * i, groupScale * (level + shift));
          }
        }
      }
    }
  }
}
