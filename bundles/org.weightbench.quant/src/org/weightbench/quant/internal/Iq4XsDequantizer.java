package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ4_XS: 256 weights in 136 bytes, eight groups of 32. An F16 scale of the whole block; 16 bits,
 * of which {@code 2 g} and {@code 2 g + 1} are the upper two of group scale {@code g}; four bytes
 * with the lower four bits of all group scales, the first in the lower half of the first byte; then
 * 16 bytes for each group, of which byte {@code i} holds the code of weight {@code i} in its lower
 * and of weight {@code i + 16} in its upper half. A weight is {@code (scale * (groupScale - 32)) *
 * level} of its code ({@link FourBitCodes}).
 */
final class Iq4XsDequantizer extends BlockDequantizer {
  Iq4XsDequantizer() {
    super(TensorType.IQ4_XS);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 136L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      int upperBits = ALL.get(Layouts.I16, from + 2);
      int lowerBits = ALL.get(Layouts.I32, from + 4);
      for (int group = 0; group < 8; group++) {
        int groupBits = lowerBits >>> 4 * group & 15 | (upperBits >> 2 * group & 3) << 4;
        float groupScale = scale * (groupBits - 32);
        long codes = from + 8 + 16L * group;
        long floats = to + 128L * group;
        for (int i = 0; i < 16; i++) {
          int pair = ALL.get(Layouts.I8, codes + i);
          ALL.set(Layouts.F32, floats + 4L * i, groupScale * FourBitCodes.level(pair & 15));
          ALL.set(
              Layouts.F32, floats + 64 + 4L * i, groupScale * FourBitCodes.level(pair >> 4 & 15));
        }
      }
    }
  }
}
