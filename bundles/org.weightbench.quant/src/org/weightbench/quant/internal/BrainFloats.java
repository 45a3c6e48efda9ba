package org.weightbench.quant.internal;

/** BF16: the upper half of an F32. */
final class BrainFloats {
  private static final int INFINITY = 0x7f800000;
  private static final int QUIET = 0x40;

  private BrainFloats() {}

  /**
   * Returns the nearest BF16 of the bits of an F32, ties to even, in the lower sixteen bits; those
   * above do not count. A NaN stays one, made quiet.
   */
  static int nearest(int bits) {
    int upper = bits >>> 16;
    boolean nan = (bits & Integer.MAX_VALUE) > INFINITY;
    return nan ? upper | QUIET : bits + 0x7fff + (upper & 1) >>> 16;
  }
}
