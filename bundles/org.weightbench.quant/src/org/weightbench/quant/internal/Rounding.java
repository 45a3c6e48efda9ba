package org.weightbench.quant.internal;

/** The roundings that ggml's reference quantizers use, so that the same blocks come out. */
final class Rounding {
  /** Below this an absolute maximum counts as a group of zeros (ggml's GROUP_MAX_EPS). */
  static final float ZERO_GROUP = 1e-15f;

  /**
   * 1.5 * 2^23: a float this large has no fraction bits left, so adding it rounds to an integer.
   */
  private static final float INTEGER_MAGIC = 12582912f;

  private Rounding() {}

  /** Rounds to the nearest integer, ties to even; for magnitudes up to 2^22. */
  static int nearest(float value) {
    return (Float.floatToRawIntBits(value + INTEGER_MAGIC) & 0x007fffff) - 0x00400000;
  }

  /** Rounds to the nearest integer, ties away from zero, as C's {@code roundf}. */
  static int awayFromZero(float value) {
    return (int) (value + Math.copySign(0.5, value));
  }
}
