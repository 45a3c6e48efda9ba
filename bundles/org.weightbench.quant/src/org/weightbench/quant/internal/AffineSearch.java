package org.weightbench.quant.internal;

import java.util.Arrays;

/**
 * Searches scale and minimum of a group of weights stored as unsigned integers, {@code w ≈ scale *
 * l - minimum} with {@code l} in {@code [0, levels]} and a minimum of at least 0: the algorithm of
 * ggml's {@code make_qkx2_quants}.
 *
 * <p>It starts from the scale that spans the group's range. Then, for a number of slightly smaller
 * and larger inverse scales, the weights are rounded, scale and minimum are fitted to these
 * integers by weighted least squares, and the fit with the smallest weighted error is kept; its
 * minimum is the one from which the next step starts.
 *
 * <p>An instance holds the last result and scratch memory: one a thread.
 */
final class AffineSearch {
  /** What a weight's error counts by, before its weighting. */
  enum Measure {
    SQUARED,
    ABSOLUTE
  }

  private final int levels;
  private final float firstStep;
  private final int steps;
  private final Measure measure;
  private final float[] tried;
  private final float[] best;
  private float scale;
  private float minimum;

  /**
   * Creates a search.
   *
   * @param count weights of a group
   * @param levels the largest integer
   * @param firstStep what the first tried inverse scale adds to {@code levels}; each further one
   *     adds 0.1 more
   * @param steps number of further ones
   * @param measure what is made small
   */
  AffineSearch(int count, int levels, float firstStep, int steps, Measure measure) {
    this.levels = levels;
    this.firstStep = firstStep;
    this.steps = steps;
    this.measure = measure;
    this.tried = new float[count];
    this.best = new float[count];
  }

  /** Returns the last group's scale, at least 0 but for degenerate fits. */
  float scale() {
    return scale;
  }

  /** Returns the last group's minimum, which is subtracted: at least 0. */
  float minimum() {
    return minimum;
  }

  /** Copies the integers that the last group had in the fit that was kept. */
  void integers(byte[] to, int at) {
    for (int i = 0; i < best.length; i++) {
      to[at + i] = (byte) best[i];
    }
  }

  /** Searches for one group, each error counted by its weight. */
  void search(float[] values, int from, float[] weights) {
    int count = best.length;
    float low = values[from];
    float high = values[from];
    float sumWeights = weights[0];
    float sumValues = weights[0] * values[from];
    for (int i = 1; i < count; i++) {
      float value = values[from + i];
      low = value < low ? value : low;
      high = value > high ? value : high;
      sumWeights += weights[i];
      sumValues += weights[i] * value;
    }
    low = low > 0 ? 0 : low;
    if (high == low) {
      Arrays.fill(best, 0);
      scale = 0;
      minimum = -low;
      return;
    }
    float inverse = levels / (high - low);
    float bestScale = 1 / inverse;
    float bestLow = low;
    round(values, from, inverse, low, best);
    float bestError = error(values, from, weights, best, bestScale, bestLow);
    for (int step = 0; step <= steps; step++) {
      round(values, from, (firstStep + 0.1f * step + levels) / (high - bestLow), bestLow, tried);
      float sumLevels = 0;
      float sumSquares = 0;
      float sumProducts = 0;
      for (int i = 0; i < count; i++) {
        float level = tried[i];
        float weighted = weights[i] * level;
        sumLevels += weighted;
        sumSquares += weighted * level;
        sumProducts += weighted * values[from + i];
      }
      float determinant = sumWeights * sumSquares - sumLevels * sumLevels;
      if (determinant > 0) {
        float fitScale = (sumWeights * sumProducts - sumValues * sumLevels) / determinant;
        float fitLow = (sumSquares * sumValues - sumLevels * sumProducts) / determinant;
        if (fitLow > 0) {
          fitLow = 0;
          fitScale = sumProducts / sumSquares;
        }
        float error = error(values, from, weights, tried, fitScale, fitLow);
        if (error < bestError) {
          System.arraycopy(tried, 0, best, 0, count);
          bestError = error;
          bestScale = fitScale;
          bestLow = fitLow;
        }
      }
    }
    scale = bestScale;
    minimum = -bestLow;
  }

  private void round(float[] values, int from, float inverse, float low, float[] integers) {
    for (int i = 0; i < integers.length; i++) {
      int level = Rounding.nearest(inverse * (values[from + i] - low));
      integers[i] = Math.max(0, Math.min(levels, level));
    }
  }

  private float error(
      float[] values, int from, float[] weights, float[] integers, float scale, float low) {
    return measure == Measure.SQUARED
        ? squared(values, from, weights, integers, scale, low)
        : absolute(values, from, weights, integers, scale, low);
  }

  private static float squared(
      float[] values, int from, float[] weights, float[] integers, float scale, float low) {
    float error = 0;
    for (int i = 0; i < integers.length; i++) {
      float difference = scale * integers[i] + low - values[from + i];
      error += weights[i] * (difference * difference);
    }
    return error;
  }

  private static float absolute(
      float[] values, int from, float[] weights, float[] integers, float scale, float low) {
    float error = 0;
    for (int i = 0; i < integers.length; i++) {
      error += weights[i] * Math.abs(scale * integers[i] + low - values[from + i]);
    }
    return error;
  }
}
