package org.weightbench.quant.internal;

/**
 * Searches the scale of a group of weights stored as signed integers, {@code w ≈ scale * l} with
 * {@code l} in {@code [-levels, levels)}: the algorithm of ggml's {@code make_q3_quants}.
 *
 * <p>As in {@link ScaleSearch} an assignment explains {@code (Σ w² w l)² / Σ w² l²}. It starts from
 * the integers that make the weight of largest magnitude {@code -levels}; then, in at most five
 * rounds, each weight's integer is set to what fits the scale of all others best, if that explains
 * more.
 */
final class RefinedScaleSearch {
  private static final int ROUNDS = 5;

  private final int count;
  private final int levels;
  private float products;
  private float squares;

  /**
   * Creates a search, which holds scratch memory: one a thread.
   *
   * @param count weights of a group
   * @param levels the largest magnitude of an integer
   */
  RefinedScaleSearch(int count, int levels) {
    this.count = count;
    this.levels = levels;
  }

  /**
   * Searches for one group.
   *
   * @param integers receives the integers, plus {@code levels}; zeros for a group of zeros
   * @return the scale; 0 for a group of zeros
   */
  float search(float[] values, int from, byte[] integers, int at) {
    float largest = Extremes.largest(values, from, count);
    if (Math.abs(largest) < Rounding.ZERO_GROUP) {
      for (int i = 0; i < count; i++) {
        integers[at + i] = 0;
      }
      return 0;
    }
    float inverse = -levels / largest;
    products = 0;
    squares = 0;
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      int level = level(inverse * value);
      float weight = value * value;
      integers[at + i] = (byte) level;
      products += weight * value * level;
      squares += weight * level * level;
    }
    for (int round = 0; round < ROUNDS && refine(values, from, integers, at); round++) {}
    for (int i = 0; i < count; i++) {
      integers[at + i] += (byte) levels;
    }
    return squares > 0 ? products / squares : 0;
  }

  /** Goes once over the group and returns whether an integer changed. */
  private boolean refine(float[] values, int from, byte[] integers, int at) {
    boolean changed = false;
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      float weight = value * value;
      int old = integers[at + i];
      float otherProducts = products - weight * value * old;
      if (otherProducts > 0) {
        float otherSquares = squares - weight * old * old;
        int better = level(value * otherSquares / otherProducts);
        if (better != old) {
          float newProducts = otherProducts + weight * value * better;
          float newSquares = otherSquares + weight * better * better;
          if (newSquares > 0
              && newProducts * newProducts * squares > products * products * newSquares) {
            integers[at + i] = (byte) better;
            products = newProducts;
            squares = newSquares;
            changed = true;
          }
        }
      }
    }
    return changed;
  }

  private int level(float value) {
    return Math.clamp(Rounding.nearest(value), -levels, levels - 1);
  }
}
