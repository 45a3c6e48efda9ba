package org.weightbench.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The statistics of the measurement contract. All methods are deterministic: the bootstrap has a
 * fixed seed, so that the same samples always give the same interval.
 */
public final class Statistics {
  private static final int RESAMPLES = 4000;
  private static final long SEED = 0x5EED;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private Statistics() {}

  /**
   * Estimates the median and its percentile bootstrap 95 % interval (Efron and Tibshirani, An
   * Introduction to the Bootstrap, chapter 13). One sample alone has an interval of no width.
   *
   * @param samples at least one value
   */
  public static Estimate median(double[] samples) {
    requireSamples(samples);
    int[] order = ascending(samples);
    SplittableRandom random = new SplittableRandom(SEED);
    int[] drawn = new int[samples.length];
    int[] weights = new int[samples.length];
    double[] medians = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      draw(drawn, random);
      for (int k = 0; k < weights.length; k++) {
        weights[k] = drawn[order[k]];
      }
      medians[i] = weightedMedian(samples, order, weights);
    }
    double[] ends = Quantile.withDefaults().evaluate(medians, LOW, HIGH);
    return new Estimate(
        Median.withDefaults().evaluate(samples.clone()), ends[0], ends[1], samples.length);
  }

  /**
   * Estimates the Hodges–Lehmann shift of {@code samples} against {@code baseline}, the median of
   * all pairwise ratios minus one, with its percentile bootstrap 95 % interval. Ratios are taken
   * (the shift of the logarithms) since load times scale.
   *
   * @param baseline at least one positive value
   * @param samples at least one positive value
   * @return share of change: 0.1 when the samples take 10 % longer
   */
  public static Estimate relativeShift(double[] baseline, double[] samples) {
    requireSamples(baseline);
    requireSamples(samples);
    int pairs = Math.multiplyExact(baseline.length, samples.length);
    double[] ratios = new double[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      ratios[pair] = samples[pair / baseline.length] / baseline[pair % baseline.length];
    }
    int[] order = ascending(ratios);
    SplittableRandom random = new SplittableRandom(SEED);
    int[] drawnBaseline = new int[baseline.length];
    int[] drawnSamples = new int[samples.length];
    int[] weights = new int[pairs];
    double[] shifts = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      draw(drawnBaseline, random);
      draw(drawnSamples, random);
      for (int k = 0; k < pairs; k++) {
        weights[k] =
            drawnSamples[order[k] / baseline.length] * drawnBaseline[order[k] % baseline.length];
      }
      shifts[i] = weightedMedian(ratios, order, weights) - 1;
    }
    double[] ends = Quantile.withDefaults().evaluate(shifts, LOW, HIGH);
    return new Estimate(
        Median.withDefaults().evaluate(ratios) - 1,
        ends[0],
        ends[1],
        Math.min(baseline.length, samples.length));
  }

  /**
   * Tests whether two samples come from the same distribution (two-sided Mann–Whitney U).
   *
   * @return the p-value; 1 when one side is empty
   */
  public static double mannWhitney(double[] baseline, double[] samples) {
    if (baseline.length == 0 || samples.length == 0) {
      return 1;
    }
    return MannWhitneyUTest.withDefaults().test(baseline, samples).getPValue();
  }

  /**
   * Returns the smallest p-value that {@link #mannWhitney} can give: that of two sides of {@code
   * count} samples that do not overlap, 2 / C(2 n, n).
   */
  public static double leastMannWhitney(int count) {
    double combinations = 1;
    for (int i = 1; i <= count; i++) {
      combinations *= (count + i) / (double) i;
    }
    return Math.min(1, 2 / combinations);
  }

  /**
   * Corrects p-values of a family of tests by Holm's step-down method (Holm 1979).
   *
   * @return adjusted p-values in the order of the given ones
   */
  public static List<Double> holm(List<Double> pValues) {
    int count = pValues.size();
    List<Integer> ascending =
        IntStream.range(0, count).boxed().sorted(Comparator.comparing(pValues::get)).toList();
    Double[] adjusted = new Double[count];
    double running = 0;
    for (int rank = 0; rank < count; rank++) {
      int index = ascending.get(rank);
      running = Math.max(running, Math.min(1, (count - rank) * pValues.get(index)));
      adjusted[index] = running;
    }
    return new ArrayList<>(Arrays.asList(adjusted));
  }

  /** Draws as often as there are places, and counts how often each one came. */
  private static void draw(int[] counts, SplittableRandom random) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < counts.length; i++) {
      counts[random.nextInt(counts.length)]++;
    }
  }

  /** Returns the places of values, the least value's first. */
  private static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> values[place]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns the median of a resample without sorting it anew.
   *
   * @param values what was drawn from
   * @param order places of the values, the least value's first
   * @param weights how often the value of each place in this order was drawn; as often in all as
   *     there are values
   */
  private static double weightedMedian(double[] values, int[] order, int[] weights) {
    int next = 0;
    int passed = weights[0];
    while (passed <= (order.length - 1) / 2) {
      passed += weights[++next];
    }
    double lower = values[order[next]];
    while (passed <= order.length / 2) {
      passed += weights[++next];
    }
    return (lower + values[order[next]]) * 0.5;
  }

  private static void requireSamples(double[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("found no sample, expected at least one");
    }
  }
}
