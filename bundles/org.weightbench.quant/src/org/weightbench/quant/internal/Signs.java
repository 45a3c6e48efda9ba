package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

/**
 * The signs of eight weights of the IQ2 and IQ3 types: bit {@code i} is set where weight {@code i}
 * is negative. Where only seven bits are stored, the number of negative weights is even, which
 * gives the eighth.
 */
public final class Signs {
  private Signs() {}

  /** Returns the eight signs of seven stored ones. */
  public static int ofSevenBits(int seven) {
    return seven | (Integer.bitCount(seven) & 1) << 7;
  }

  /**
   * Writes eight weights.
   *
   * @param levels magnitudes, one a byte, the first lowest
   * @param negative bits set where the weight is negative
   */
  static void write(long levels, int negative, float scale, long target) {
    for (int i = 0; i < 8; i++) {
      int level = (int) (levels >>> 8 * i) & 255;
      int sign = -(negative >> i & 1);
      ALL.set(Layouts.F32, target + 4L * i, scale * ((level ^ sign) - sign));
    }
  }
}
