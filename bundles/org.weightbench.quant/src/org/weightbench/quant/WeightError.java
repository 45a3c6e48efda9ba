package org.weightbench.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How far stored weights are from their source. Errors of parts add up to that of the whole.
 *
 * <p>Equal values, among them equal infinities, and a NaN that stayed one count as no error; any
 * other difference with a value that is not finite is infinite.
 *
 * @param weights number of weights
 * @param squaredError sum of the squared differences
 * @param squaredSource sum of the squared weights of the source
 * @param maximumAbsolute the largest difference
 */
public record WeightError(
    long weights, double squaredError, double squaredSource, double maximumAbsolute) {
  /** The error of no weights. */
  public static final WeightError NONE = new WeightError(0, 0, 0, 0);

  /**
   * Compares weights.
   *
   * @param source the first {@code count} of its elements are the source's weights
   * @param stored as many F32 values in native byte order
   */
  public static WeightError between(float[] source, MemorySegment stored, int count) {
    double squaredError = 0;
    double squaredSource = 0;
    double maximum = 0;
    for (int i = 0; i < count; i++) {
      double wanted = source[i];
      double found = stored.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
      double difference = wanted == found ? 0 : Math.abs(wanted - found);
      if (difference != difference) {
        difference = wanted != wanted && found != found ? 0 : Double.POSITIVE_INFINITY;
      }
      squaredError += difference * difference;
      squaredSource += wanted * wanted;
      maximum = Math.max(maximum, difference);
    }
    return new WeightError(count, squaredError, squaredSource, maximum);
  }

  /** Returns the error of these and other weights together. */
  public WeightError plus(WeightError other) {
    return new WeightError(
        weights + other.weights,
        squaredError + other.squaredError,
        squaredSource + other.squaredSource,
        Math.max(maximumAbsolute, other.maximumAbsolute));
  }

  /** Returns the root of the mean squared difference; 0 for no weights. */
  public double rootMeanSquare() {
    return weights == 0 ? 0 : Math.sqrt(squaredError / weights);
  }

  /**
   * Returns the root mean square error as a fraction of the root mean square of the source; 0 where
   * there is no error.
   */
  public double relative() {
    return squaredError == 0 ? 0 : Math.sqrt(squaredError / squaredSource);
  }
}
