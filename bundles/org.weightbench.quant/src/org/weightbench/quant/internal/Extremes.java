package org.weightbench.quant.internal;

/** Extreme values of a group of floats. */
final class Extremes {
  private Extremes() {}

  /**
   * Returns the value of largest magnitude with its sign, the first of equals; 0 when all are 0.
   */
  static float largest(float[] values, int from, int count) {
    float magnitude = 0;
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      float current = Math.abs(values[i]);
      if (current > magnitude) {
        magnitude = current;
        largest = values[i];
      }
    }
    return largest;
  }

  /** Returns the smallest value, the first of equals. */
  static float minimum(float[] values, int from, int count) {
    float minimum = Float.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      minimum = values[i] < minimum ? values[i] : minimum;
    }
    return minimum;
  }

  /** Returns the largest value, the first of equals. */
  static float maximum(float[] values, int from, int count) {
    float maximum = -Float.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      maximum = values[i] > maximum ? values[i] : maximum;
    }
    return maximum;
  }
}
