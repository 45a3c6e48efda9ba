package org.weightbench.quant.internal;

/**
 * The twelve bytes of Q4_K and Q5_K that pack eight 6-bit scales and eight 6-bit minimums: bytes
 * 0–3 hold scales 0–3, bytes 4–7 minimums 0–3, bytes 8–11 the lower four bits of scales 4–7 (lower
 * halves) and minimums 4–7 (upper halves), whose upper two bits are the top bits of bytes 0–3 and
 * 4–7. Read as three little-endian ints, all eight unpack at once.
 */
final class KScales {
  private KScales() {}

  /** Returns scales 0 to 7, one a byte, scale 0 lowest, of the first and third int. */
  static long scales(int first, int third) {
    return unpack(first, third & 0x0F0F0F0F);
  }

  /** Returns minimums 0 to 7, one a byte, minimum 0 lowest, of the second and third int. */
  static long minimums(int second, int third) {
    return unpack(second, third >>> 4 & 0x0F0F0F0F);
  }

  private static long unpack(int lower, int upperFourBits) {
    int firstFour = lower & 0x3F3F3F3F;
    int lastFour = upperFourBits | lower >>> 2 & 0x30303030;
    return firstFour & 0xFFFFFFFFL | (long) lastFour << 32;
  }

  /** Returns the first or second int: values 0 to 3, and the top bits of values 4 to 7. */
  static int packFirstFour(long values) {
    int firstFour = (int) values & 0x3F3F3F3F;
    int lastFour = (int) (values >>> 32);
    return firstFour | (lastFour & 0x30303030) << 2;
  }

  /** Returns the third int: the lower four bits of scales and minimums 4 to 7. */
  static int packLastFour(long scales, long minimums) {
    return (int) (scales >>> 32) & 0x0F0F0F0F | ((int) (minimums >>> 32) & 0x0F0F0F0F) << 4;
  }
}
