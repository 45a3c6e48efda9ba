package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * MXFP4 of the OCP Microscaling Formats: 32 weights in 17 bytes. A byte with the exponent of the
 * scale, then 16 bytes, of which byte {@code i} holds weight {@code i} in its lower and weight
 * {@code i + 16} in its upper half, each a four-bit float. Since {@link FourBitFloats} are doubled,
 * the scale is 2<sup>exponent - 128</sup>.
 */
final class Mxfp4Dequantizer extends BlockDequantizer {
  Mxfp4Dequantizer() {
    super(TensorType.MXFP4);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 17L * block;
      long to = target + 128L * block;
      float scale = halfPowerOfTwo(ALL.get(Layouts.I8, from) & 255);
      for (int i = 0; i < 16; i++) {
        int pair = ALL.get(Layouts.I8, from + 1 + i);
        ALL.set(Layouts.F32, to + 4L * i, FourBitFloats.doubled(pair & 15) * scale);
        ALL.set(Layouts.F32, to + 64 + 4L * i, FourBitFloats.doubled(pair >> 4 & 15) * scale);
      }
    }
  }

  /** Returns 2<sup>exponent - 128</sup>; for exponents 0 and 1 that is subnormal. */
  private static float halfPowerOfTwo(int exponent) {
    int bits = exponent < 2 ? 0x00200000 << exponent : exponent - 1 << 23;
    return Float.intBitsToFloat(bits);
  }
}
