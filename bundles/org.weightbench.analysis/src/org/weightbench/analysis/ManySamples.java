package org.weightbench.analysis;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Estimates from so many samples that drawing them again and again would take long and tell nothing
 * more: the intervals lie between order statistics, whose ranks follow from the normal
 * approximation. No memory is needed beyond that of the samples.
 */
final class ManySamples {
  /** The normal distribution's quantile of 97.5 %. */
  private static final double Z = 1.959963984540054;

  private ManySamples() {}

  /**
   * Estimates the median, with the interval that belongs to the sign test (Hollander, Wolfe and
   * Chicken, Nonparametric Statistical Methods, section 3.6).
   */
  static Estimate median(double[] samples) {
    double[] sorted = sorted(samples);
    int outside = (int) Math.max(0, Math.floor((sorted.length - Z * Math.sqrt(sorted.length)) / 2));
    return new Estimate(
        Median.withDefaults().evaluate(sorted.clone()),
        sorted[outside],
        sorted[sorted.length - 1 - outside],
        sorted.length);
  }

  /**
   * Estimates the median of all ratios of a sample to one of the baseline, minus one, with the
   * interval that belongs to the Mann–Whitney test (as above, section 4.3).
   */
  static Estimate relativeShift(double[] baseline, double[] samples) {
    Ratios ratios = new Ratios(sorted(baseline), sorted(samples));
    double pairs = ratios.count();
    double deviation = Math.sqrt(pairs * (baseline.length + samples.length + 1) / 12);
    long outside = (long) Math.max(0, Math.floor(pairs / 2 - Z * deviation));
    double lower = ratios.ofRank((ratios.count() - 1) / 2);
    double upper = ratios.ofRank(ratios.count() / 2);
    return new Estimate(
        (lower + upper) / 2 - 1,
        ratios.ofRank(outside) - 1,
        ratios.ofRank(ratios.count() - 1 - outside) - 1,
        Math.min(baseline.length, samples.length));
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The ratios of all pairs, none of which is ever written down.
   *
   * @param divisors positive values, the least first
   * @param dividends positive values, the least first
   */
  private record Ratios(double[] divisors, double[] dividends) {

    long count() {
      return (long) divisors.length * dividends.length;
    }

    /**
     * Returns the ratio that has so many ratios before it when all are in ascending order. The
     * positive doubles are in the order of their bits, by which the value is closed in on.
     */
    double ofRank(long rank) {
      long low = Double.doubleToLongBits(dividends[0] / divisors[divisors.length - 1]);
      long high = Double.doubleToLongBits(dividends[dividends.length - 1] / divisors[0]);
      while (low < high) {
        long middle = low + (high - low) / 2;
        if (countUpTo(Double.longBitsToDouble(middle)) > rank) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return Double.longBitsToDouble(low);
    }

    /** Counts the ratios up to a limit; the larger the divisor, the more dividends stay below. */
    private long countUpTo(double limit) {
      long count = 0;
      int below = 0;
      for (double divisor : divisors) {
        while (below < dividends.length && dividends[below] / divisor <= limit) {
          below++;
        }
        count += below;
      }
      return count;
    }
  }
}
