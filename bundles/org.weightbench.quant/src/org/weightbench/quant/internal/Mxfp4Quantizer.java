package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * MXFP4 of the OCP Microscaling Formats: a byte with the exponent, then 16 bytes whose lower halves
 * are weights 0–15 and whose upper halves 16–31, each a four-bit float: 0, 1, 2, 3, 4, 6, 8 or 12
 * times 2<sup>exponent - 128</sup>, the fourth bit its sign. The exponent is that of the largest
 * magnitude, less two; a weight becomes the nearest float, the first of equals.
 */
final class Mxfp4Quantizer extends BlockQuantizer {
  private static final double LOG_2 = Math.log(2);

  Mxfp4Quantizer() {
    super(TensorType.MXFP4);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      long to = targetOffset + 17L * block;
      int exponent = exponent(Math.abs(Extremes.largest(source, from, 32)));
      float scale = Math.scalb(1f, exponent - 128);
      target.set(Layouts.I8, to, (byte) exponent);
      for (int i = 0; i < 16; i++) {
        int first = nearest(source[from + i], scale);
        int second = nearest(source[from + 16 + i], scale);
        target.set(Layouts.I8, to + 1 + i, (byte) (first | second << 4));
      }
    }
  }

  /**
   * Returns the stored exponent for a largest magnitude. ggml takes the logarithm as a float, which
   * for magnitudes just below a power of two is that power's.
   */
  private static int exponent(float magnitude) {
    if (magnitude == 0) {
      return 0;
    }
    float logarithm = (float) (Math.log(magnitude) / LOG_2);
    return Math.clamp((int) Math.floor(logarithm) - 2 + 127, 0, 254);
  }

  private static int nearest(float value, float scale) {
    float magnitude = Math.abs(value);
    int nearest = 0;
    float least = magnitude;
    for (int i = 1; i < 8; i++) {
      float error = Math.abs(FourBitFloats.doubled(i) * scale - magnitude);
      if (error < least) {
        nearest = i;
        least = error;
      }
    }
    return value < 0 && nearest > 0 ? nearest | 8 : nearest;
  }
}
