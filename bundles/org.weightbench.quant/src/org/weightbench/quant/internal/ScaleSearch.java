package org.weightbench.quant.internal;

/**
 * Searches the scale of a group of weights stored as signed integers, {@code w ≈ scale * l} with
 * {@code l} in {@code [-levels, levels)}: the algorithm of ggml's {@code make_qx_quants}.
 *
 * <p>For a given assignment of integers the best scale in the least squares sense, each error
 * counted by the {@link Fit}'s importance {@code g}, is {@code Σ g w l / Σ g l²}, and what it
 * explains is {@code (Σ g w l)² / Σ g l²}. Nineteen assignments are compared: those that round
 * {@code w * (levels + step / 10) / -largest} for steps -9 to 9, the plain one first.
 */
final class ScaleSearch {
  private ScaleSearch() {}

  /** Returns the best scale found for a group; 0 for a group of zeros. */
  static float best(float[] values, int from, int count, int levels, Fit fit) {
    float largest = Extremes.largest(values, from, count);
    if (Math.abs(largest) < Rounding.ZERO_GROUP) {
      return 0;
    }
    float bestScale = 0;
    float bestExplained = 0;
    for (int step = 0; step < 19; step++) {
      int shift = step == 0 ? 0 : step <= 9 ? step - 10 : step - 9;
      float inverse = -(levels + 0.1f * shift) / largest;
      float products = 0;
      float squares = 0;
      for (int i = from; i < from + count; i++) {
        float value = values[i];
        int level = Math.clamp(Rounding.nearest(inverse * value), -levels, levels - 1);
        float weight = fit.importance(value);
        products += weight * value * level;
        squares += weight * level * level;
      }
      if (step == 0 || squares > 0 && products * products > bestExplained * squares) {
        bestScale = squares > 0 ? products / squares : 0;
        bestExplained = bestScale * products;
      }
    }
    return bestScale;
  }
}
