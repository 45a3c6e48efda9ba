package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * NVFP4: 64 weights in 36 bytes, four groups of 16. Four bytes with the group scales, then eight
 * bytes for each group, of which byte {@code i} holds weight {@code i} in its lower and weight
 * {@code i + 8} in its upper half, each a four-bit float ({@link FourBitFloats}). A scale is a
 * UE4M3: four exponent bits (bias 7) and three fraction bits under a bit that does not count; 0x7F,
 * its NaN, is 0, as in ggml's {@code ggml_ue4m3_to_fp32}.
 */
final class Nvfp4Dequantizer extends BlockDequantizer {
  Nvfp4Dequantizer() {
    super(TensorType.NVFP4);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 36L * block;
      long to = target + 256L * block;
      for (int group = 0; group < 4; group++) {
        float scale = halfScale(ALL.get(Layouts.I8, from + group));
        long quants = from + 4 + 8L * group;
        long floats = to + 64L * group;
        for (int i = 0; i < 8; i++) {
          int pair = ALL.get(Layouts.I8, quants + i);
          ALL.set(Layouts.F32, floats + 4L * i, FourBitFloats.doubled(pair & 15) * scale);
          ALL.set(Layouts.F32, floats + 32 + 4L * i, FourBitFloats.doubled(pair >> 4 & 15) * scale);
        }
      }
    }
  }

  /** Returns half of a UE4M3, since the four-bit floats are doubled. */
  private static float halfScale(int bits) {
    if (bits == 0x7F) {
      return 0;
    }
    int exponent = bits >> 3 & 15;
    int fraction = bits & 7;
    return exponent == 0
        ? fraction * 0x1p-10f
        : Float.intBitsToFloat(exponent + 119 << 23 | fraction << 20);
  }
}
