package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ2_XXS: 256 weights in 66 bytes, eight groups of 32. An F16 scale of the whole block, then eight
 * bytes for each group: the indexes of four entries of {@link Codebook#IQ2_XXS}, then 32 bits: four
 * times seven sign bits ({@link Signs}), the first lowest, and the group's scale in the upper four.
 * A weight is {@code (scale * (groupScale + 0.5)) * 0.25 * level}.
 */
final class Iq2XxsDequantizer extends BlockDequantizer {
  Iq2XxsDequantizer() {
    super(TensorType.IQ2_XXS);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ2_XXS.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 66L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int group = 0; group < 8; group++) {
        int indexes = ALL.get(Layouts.I32, from + 2 + 8L * group);
        int signs = ALL.get(Layouts.I32, from + 6 + 8L * group);
        float groupScale = scale * ((signs >>> 28) + 0.5f) * 0.25f;
        for (int eight = 0; eight < 4; eight++) {
          int index = indexes >>> 8 * eight & 255;
          long levels = ALL.get(Layouts.I64, codebook + 8L * index);
          int negative = Signs.ofSevenBits(signs >>> 7 * eight & 127);
          Signs.write(levels, negative, groupScale, to + 128L * group + 32L * eight);
        }
      }
    }
  }
}
