package org.weightbench.experiment;

/**
 * How well each cell is to be known before a run ends: blocks of samples are added until the 95 %
 * interval of the cell's median is narrow enough.
 *
 * @param relativeHalfWidth half the width of the interval over the median, such as 0.03
 * @param mostRepetitions samples of a cell after which it is left as it is
 */
public record Precision(double relativeHalfWidth, int mostRepetitions) {

  /** Samples of a cell at most when nothing is said. */
  public static final int STANDARD_MOST_REPETITIONS = 50;

  /** Narrowest interval that may be asked for. */
  public static final double LEAST = 0.001;

  /** Widest interval that may be asked for. */
  public static final double MOST = 0.5;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when one is left
   */
  public Precision {
    if (!(relativeHalfWidth >= LEAST && relativeHalfWidth <= MOST)) {
      throw new IllegalArgumentException(
          "precision: found " + relativeHalfWidth + ", expected 0.1 % to 50 %");
    }
    if (mostRepetitions < 1) {
      throw new IllegalArgumentException(
          "max-repetitions: found " + mostRepetitions + ", expected 1 or more");
    }
  }
}
