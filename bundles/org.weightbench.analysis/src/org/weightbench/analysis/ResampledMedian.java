package org.weightbench.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How probable each median of a resample is. For medians the bootstrap needs no draws: the
 * probabilities follow from how many of the values drawn are below a given one (Efron 1979,
 * Bootstrap Methods: Another Look at the Jackknife, section 3).
 *
 * @param value the median
 * @param probability how probable it is; those of all medians add up to 1
 */
record ResampledMedian(double value, double probability) {
  /** What rounding may take from a sum of probabilities. */
  private static final double ROUNDING = 1e-9;

  /**
   * Returns all medians that resamples can have, in ascending order.
   *
   * @param sorted the values drawn from, as many as are drawn, in ascending order; at least one
   */
  static List<ResampledMedian> of(double[] sorted) {
    List<ResampledMedian> medians = sorted.length % 2 == 1 ? middles(sorted) : ofPairs(sorted);
    medians.sort(Comparator.comparingDouble(ResampledMedian::value));
    return medians;
  }

  /** Returns the least median below which, or at which, a share of all resamples has its own. */
  static double quantile(List<ResampledMedian> ascending, double share) {
    double passed = 0;
    for (ResampledMedian median : ascending) {
      passed += median.probability;
      if (passed >= share - ROUNDING) {
        return median.value;
      }
    }
    return ascending.getLast().value;
  }

  /** Returns how probable each value is as the lower one of the two in the middle, or the one. */
  private static List<ResampledMedian> middles(double[] sorted) {
    int count = sorted.length;
    int middle = (count + 1) / 2;
    List<ResampledMedian> medians = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < count; i++) {
      double upTo =
          BinomialDistribution.of(count, (i + 1.0) / count).survivalProbability(middle - 1);
      medians.add(new ResampledMedian(sorted[i], upTo - before));
      before = upTo;
    }
    return medians;
  }

  /**
   * Of an even number: half of what was drawn is up to one value, which is among it, and half from
   * another one on, which is among it too; where both are the same value, what is left of it.
   */
  private static List<ResampledMedian> ofPairs(double[] sorted) {
    int count = sorted.length;
    int half = count / 2;
    double[] share = new double[count + 1];
    Arrays.setAll(share, i -> Math.pow((double) i / count, half));
    double ways = Statistics.waysToHalve(half);
    List<ResampledMedian> medians = new ArrayList<>();
    List<ResampledMedian> lower = middles(sorted);
    for (int i = 0; i < count; i++) {
      double left = lower.get(i).probability;
      for (int j = i + 1; j < count; j++) {
        double both = ways * (share[i + 1] - share[i]) * (share[count - j] - share[count - j - 1]);
        medians.add(new ResampledMedian((sorted[i] + sorted[j]) / 2, both));
        left -= both;
      }
      medians.add(new ResampledMedian(sorted[i], Math.max(0, left)));
    }
    return medians;
  }
}
