package org.weightbench.quant.internal;

/**
 * The four-bit floats (E2M1) of MXFP4 and NVFP4, from the OCP Microscaling Formats: a sign, two
 * exponent bits and one fraction bit, doubled so that all are integers, as in ggml.
 */
public final class FourBitFloats {
  private static final float[] DOUBLED = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

  private FourBitFloats() {}

  /** Returns twice the float with these four bits; its zero has no sign. */
  public static float doubled(int bits) {
    return DOUBLED[bits];
  }
}
