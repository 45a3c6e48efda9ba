package org.weightbench.quant.internal;

/** BF16: the upper half of an F32. */
public final class BrainFloats {
  /** The bits of an infinite F32 without its sign; those of NaNs are greater. */
  public static final int INFINITY = 0x7f800000;

  /** The bit of a BF16 that makes a NaN quiet. */
  public static final int QUIET = 0x40;

  private BrainFloats() {}

  /**
   * Returns the nearest BF16 of the bits of an F32, ties to even, in the lower sixteen bits; those
   * above do not count. A NaN stays one, made quiet.
   */
  public static int nearest(int bits) {
    int upper = bits >>> 16;
    boolean nan = (bits & Integer.MAX_VALUE) > INFINITY;
    return nan ? upper | QUIET : bits + 0x7fff + (upper & 1) >>> 16;
  }
}
