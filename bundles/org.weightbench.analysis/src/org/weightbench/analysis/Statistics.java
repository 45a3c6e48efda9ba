package org.weightbench.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The statistics of the measurement contract. All methods are deterministic: the bootstrap has a
 * fixed seed, so that the same samples always give the same interval.
 */
public final class Statistics {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /** More samples, or pairs of a sample and one of the baseline, are not drawn again and again. */
  private static final int MOST_DRAWN_SAMPLES = 64;

  private static final long MOST_DRAWN_PAIRS = (long) MOST_DRAWN_SAMPLES * MOST_DRAWN_SAMPLES;

  private Statistics() {}

  /**
   * Estimates the median and its percentile bootstrap 95 % interval (Efron and Tibshirani, An
   * Introduction to the Bootstrap, chapter 13), exactly as infinitely many resamples would give it;
   * from more than 64 samples the interval between order statistics, which then is nearly the same.
   * One sample alone has an interval of no width.
   *
   * @param samples at least one value
   */
  public static Estimate median(double[] samples) {
    requireSamples(samples);
    if (samples.length > MOST_DRAWN_SAMPLES) {
      return ManySamples.median(samples);
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    List<ResampledMedian> medians = ResampledMedian.of(sorted);
    return new Estimate(
        (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
        ResampledMedian.quantile(medians, LOW),
        ResampledMedian.quantile(medians, HIGH),
        samples.length);
  }

  /**
   * Estimates the Hodges–Lehmann shift of {@code samples} against {@code baseline}, the median of
   * all pairwise ratios minus one, with its percentile bootstrap 95 % interval; from more than 4096
   * pairs the interval that belongs to the Mann–Whitney test. Ratios are taken (the shift of the
   * logarithms) since load times scale.
   *
   * @param baseline at least one positive value
   * @param samples at least one positive value
   * @return share of change: 0.1 when the samples take 10 % longer
   */
  public static Estimate relativeShift(double[] baseline, double[] samples) {
    return relativeShift(baseline, samples, new Resamples());
  }

  /** As {@link #relativeShift(double[], double[])}, with resamples that serve many estimates. */
  static Estimate relativeShift(double[] baseline, double[] samples, Resamples resamples) {
    requireSamples(baseline);
    requireSamples(samples);
    if ((long) baseline.length * samples.length > MOST_DRAWN_PAIRS) {
      return ManySamples.relativeShift(baseline, samples);
    }
    double[] ratios = new double[baseline.length * samples.length];
    for (int pair = 0; pair < ratios.length; pair++) {
      ratios[pair] = samples[pair / baseline.length] / baseline[pair % baseline.length];
    }
    double[] medians = medians(ratios, resamples.of(baseline.length, samples.length));
    double[] ends = Quantile.withDefaults().evaluate(medians, LOW, HIGH);
    return new Estimate(
        Median.withDefaults().evaluate(ratios) - 1,
        ends[0] - 1,
        ends[1] - 1,
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
    return Math.min(1, 2 / waysToHalve(count));
  }

  /** Returns how many ways there are to choose half of twice as many, C(2 n, n). */
  static double waysToHalve(int half) {
    double ways = 1;
    for (int i = 1; i <= half; i++) {
      ways *= (half + i) / (double) i;
    }
    return ways;
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

  /** Returns the places of values, the least value's first. */
  private static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> values[place]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns the median of each resample without sorting it anew.
   *
   * @param values what was drawn from
   */
  private static double[] medians(double[] values, Resamples.Draws draws) {
    int[] order = ascending(values);
    Middles middles = new Middles((order.length - 1) / 2, order.length / 2);
    for (int next = 0; middles.pass(draws.weights()[order[next]]); next++) {}
    double[] medians = new double[Resamples.COUNT];
    for (int i = 0; i < medians.length; i++) {
      int lower = order[Lanes.of(middles.lower, i)];
      int upper = order[Lanes.of(middles.upper, i)];
      medians[i] = (values[lower] + values[upper]) * 0.5;
    }
    return medians;
  }

  /**
   * Which values are the middle ones of each resample, found by passing all values in their order.
   * Value for value, all resamples side by side, several in each {@link Lanes word}.
   */
  private static final class Middles {
    private final long beyondLower;
    private final long beyondUpper;
    private final long[] passed = new long[Resamples.WORDS];
    private final long[] lower = new long[Resamples.WORDS];
    private final long[] upper = new long[Resamples.WORDS];

    /** Begins with places from 0 in a sorted resample. */
    Middles(int lowerMiddle, int upperMiddle) {
      beyondLower = Lanes.reaching(lowerMiddle + 1);
      beyondUpper = Lanes.reaching(upperMiddle + 1);
    }

    /**
     * Passes the next value, which each resample has some number of times; tells whether there is a
     * resample whose middle is not among what was passed.
     */
    boolean pass(long[] times) {
      long[] passed = this.passed;
      long[] lower = this.lower;
      long[] upper = this.upper;
      long someMissing = 0;
      for (int i = 0; i < Resamples.WORDS; i++) {
        long count = passed[i] + times[i];
        long missing = Lanes.ones(~(count + beyondUpper));
        passed[i] = count;
        lower[i] += Lanes.ones(~(count + beyondLower));
        upper[i] += missing;
        someMissing |= missing;
      }
      return someMissing != 0;
    }
  }

  private static void requireSamples(double[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("found no sample, expected at least one");
    }
  }
}
