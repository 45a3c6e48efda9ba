package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ1_M: 256 weights in 56 bytes, sixteen groups of 16. For each eight weights a byte with the
 * lower bits of the index of an entry of {@link Codebook#IQ1}, then for each eight four bits: the
 * upper three of the index and the sign of the shift; then four times 16 bits, whose upper four,
 * the first lowest, make the F16 scale of the whole block and whose lower twelve hold the 3-bit
 * scales of four groups. A weight is {@code (scale * (2 * groupScale + 1)) * (level ± 0.125)}.
 */
final class Iq1MDequantizer extends BlockDequantizer {
  private static final float SHIFT = 0.125f;

  Iq1MDequantizer() {
    super(TensorType.IQ1_M);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long codebook = Codebook.IQ1.address();
    for (int block = 0; block < blocks; block++) {
      long from = source + 56L * block;
      long to = target + 1024L * block;
      float scale = scale(ALL.get(Layouts.I64, from + 48));
      for (int eight = 0; eight < 32; eight++) {
        int group = eight >> 1;
        int groupBits = ALL.get(Layouts.I16, from + 48 + 2L * (group >> 2)) >> 3 * (group & 3) & 7;
        float groupScale = scale * (2 * groupBits + 1);
        int bits = ALL.get(Layouts.I8, from + 32 + group) >> 4 * (eight & 1);
        float shift = (bits & 8) == 0 ? SHIFT : -SHIFT;
        int index = ALL.get(Layouts.I8, from + eight) & 255 | (bits & 7) << 8;
        long levels = ALL.get(Layouts.I64, codebook + 8L * index);
        long floats = to + 32L * eight;
        for (int i = 0; i < 8; i++) {
          byte level = (byte) (levels >> 8 * i);
          ALL.set(Layouts.F32, floats + 4L * i, groupScale * (level + shift));
        }
      }
    }
  }

  private static float scale(long fourTimesSixteen) {
    long bits =
        fourTimesSixteen >>> 12 & 0x000F
            | fourTimesSixteen >>> 24 & 0x00F0
            | fourTimesSixteen >>> 36 & 0x0F00
            | fourTimesSixteen >>> 48 & 0xF000;
    return Float.float16ToFloat((short) bits);
  }
}
