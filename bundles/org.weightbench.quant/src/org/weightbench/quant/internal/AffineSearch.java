package org.weightbench.quant.internal;

/**
 * Searches scale and minimum of a group of weights stored as unsigned integers, {@code w ≈ scale *
 * l - minimum} with {@code l} in {@code [0, levels]} and a minimum of at least 0: the algorithm of
 * ggml's {@code make_qkx2_quants} with squared errors.
 *
 * <p>It starts from the scale that spans the group's range. Then, for a number of slightly smaller
 * and larger inverse scales, the weights are rounded, scale and minimum are fitted to these
 * integers by weighted least squares, and the fit with the smallest weighted squared error is kept;
 * its minimum is the one from which the next step starts.
 *
 * <p>An instance holds the last result and scratch memory: one a thread.
 */
final class AffineSearch {
  private final int levels;
  private final float firstStep;
  private final float stepWidth;
  private final int steps;
  private final float[] integers;
  private float scale;
  private float minimum;

  /**
   * Creates a search.
   *
   * @param count weights of a group
   * @param levels the largest integer
   * @param firstStep what the first tried inverse scale adds to {@code levels}
   * @param stepWidth what each further one adds
   * @param steps number of further ones
   */
  AffineSearch(int count, int levels, float firstStep, float stepWidth, int steps) {
    this.levels = levels;
    this.firstStep = firstStep;
    this.stepWidth = stepWidth;
    this.steps = steps;
    this.integers = new float[count];
  }

  /** Returns the last group's scale, at least 0 but for degenerate fits. */
  float scale() {
    return scale;
  }

  /** Returns the last group's minimum, which is subtracted: at least 0. */
  float minimum() {
    return minimum;
  }

  /** Searches for one group, each error counted by its weight. */
  void search(float[] values, int from, float[] weights) {
    int count = integers.length;
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
      scale = 0;
      minimum = -low;
      return;
    }
    float inverse = levels / (high - low);
    float bestScale = 1 / inverse;
    float bestLow = low;
    round(values, from, inverse, low);
    float bestError = error(values, from, weights, bestScale, bestLow);
    for (int step = 0; step <= steps; step++) {
      round(values, from, (firstStep + stepWidth * step + levels) / (high - bestLow), bestLow);
      float sumLevels = 0;
      float sumSquares = 0;
      float sumProducts = 0;
      for (int i = 0; i < count; i++) {
        float level = integers[i];
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
        float error = error(values, from, weights, fitScale, fitLow);
        if (error < bestError) {
          bestError = error;
          bestScale = fitScale;
          bestLow = fitLow;
        }
      }
    }
    scale = bestScale;
    minimum = -bestLow;
  }

  private void round(float[] values, int from, float inverse, float low) {
    for (int i = 0; i < integers.length; i++) {
      int level = Rounding.nearest(inverse * (values[from + i] - low));
      integers[i] = Math.max(0, Math.min(levels, level));
    }
  }

  private float error(float[] values, int from, float[] weights, float scale, float low) {
    float error = 0;
    for (int i = 0; i < integers.length; i++) {
      float difference = scale * integers[i] + low - values[from + i];
      error += weights[i] * (difference * difference);
    }
    return error;
  }
}
