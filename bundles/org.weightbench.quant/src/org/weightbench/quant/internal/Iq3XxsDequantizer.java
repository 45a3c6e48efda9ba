package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ3_XXS: 256 weights in 98 bytes, eight groups of 32. An F16 scale of the whole block; for each
 * four weights a byte with the index of an entry of {@link Codebook#IQ3_XXS}; for each group 32
 * bits: four times seven sign bits ({@link Signs}), the first lowest, and the group's scale in the
 * upper four. A weight is {@code (scale * (groupScale + 0.5)) * 0.5 * level}.
 */
final class Iq3XxsDequantizer extends BlockDequantizer {
  Iq3XxsDequantizer() {
    super(TensorType.IQ3_XXS);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ3_XXS.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 98L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int group = 0; group < 8; group++) {
        int signs = ALL.get(Layouts.I32, from + 66 + 4L * group);
        float groupScale = scale * ((signs >>> 28) + 0.5f) * 0.5f;
        for (int eight = 0; eight < 4; eight++) {
          long indexes = from + 2 + 8L * group + 2L * eight;
          int first = ALL.get(Layouts.I8, indexes) & 255;
          int second = ALL.get(Layouts.I8, indexes + 1) & 255;
          long levels =
              ALL.get(Layouts.I32, codebook + 4L * first)
                  | (long) ALL.get(Layouts.I32, codebook + 4L * second) << 32;
          int negative = Signs.ofSevenBits(signs >>> 7 * eight & 127);
          Signs.write(levels, negative, groupScale, to + 128L * group + 32L * eight);
        }
      }
    }
  }
}
