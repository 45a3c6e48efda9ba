package org.weightbench.analysis;

/**
 * A median with its 95 % interval.
 *
 * @param median median of the samples
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param count number of samples
 */
public record Estimate(double median, double low, double high, int count) {

  /** Returns this estimate with every value multiplied; a negative factor is not allowed. */
  public Estimate scaled(double factor) {
    return new Estimate(median * factor, low * factor, high * factor, count);
  }

  /** Returns the estimate of {@code numerator / x}: the ends change places. */
  public Estimate dividing(double numerator) {
    return new Estimate(numerator / median, numerator / high, numerator / low, count);
  }

  /** Returns half the width of the interval over the median. */
  public double relativeHalfWidth() {
    return (high - low) / 2 / median;
  }
}
