package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.descriptive.Quantile;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static double[] normal(Random random, int count, double mean, double deviation) {
    return random.doubles(count).map(_ -> mean + deviation * random.nextGaussian()).toArray();
  }

  @Test
  void theMedianLiesInItsIntervalAndTheIntervalInTheSamples() {
    Estimate estimate = Statistics.median(new double[] {5, 1, 4, 2, 3});
    assertEquals(3, estimate.median());
    assertTrue(estimate.low() >= 1 && estimate.low() < 3, estimate.toString());
    assertTrue(estimate.high() <= 5 && estimate.high() > 3, estimate.toString());
    assertEquals(estimate, Statistics.median(new double[] {5, 1, 4, 2, 3}));
  }

  @Test
  void oneSampleHasAnIntervalOfNoWidthAndNoneIsRefused() {
    assertEquals(new Estimate(7, 7, 7, 1), Statistics.median(new double[] {7}));
    assertThrows(IllegalArgumentException.class, () -> Statistics.median(new double[0]));
  }

  @Test
  void theIntervalCoversTheTrueMedianAboutAsOftenAsItSays() {
    Random random = new Random(1);
    int covered = 0;
    for (int i = 0; i < 200; i++) {
      Estimate estimate = Statistics.median(normal(random, 15, 100, 5));
      covered += estimate.low() <= 100 && 100 <= estimate.high() ? 1 : 0;
    }
    assertTrue(covered >= 180, "covered " + covered + " of 200");
  }

  @Test
  void aConstantFactorIsTheRelativeShift() {
    Estimate shift = Statistics.relativeShift(new double[] {10, 10, 10}, new double[] {12, 12, 12});
    assertEquals(0.2, shift.median(), 1e-12);
    assertEquals(0.2, shift.low(), 1e-12);
    assertEquals(0.2, shift.high(), 1e-12);
  }

  @Test
  void whatIsDrawnOnceServesManyEstimates() {
    Resamples shared = new Resamples();
    Random random = new Random(5);
    for (int count : new int[] {1, 3, 8, 60}) {
      double[] baseline = normal(random, count, 100, 5);
      double[] samples = normal(random, count + 1, 110, 5);
      assertEquals(
          Statistics.relativeShift(baseline, samples),
          Statistics.relativeShift(baseline, samples, shared));
      assertEquals(
          count * (count + 1),
          Arrays.stream(shared.of(count, count + 1).weights())
              .mapToInt(times -> Lanes.of(times, 7))
              .sum(),
          "each resample draws as often as there are values");
    }
  }

  @Test
  void theIntervalOfAShiftIsThatOfTheMediansOfSortedResamples() {
    Resamples resamples = new Resamples();
    Random random = new Random(8);
    for (int count : new int[] {1, 2, 7, 10, 64}) {
      double[] baseline = normal(random, count, 100, 5);
      double[] samples = normal(random, count, 110, 5);
      long[][] weights = resamples.of(count, count).weights();
      double[] medians = new double[Resamples.COUNT];
      for (int i = 0; i < medians.length; i++) {
        double[] resample = new double[count * count];
        int filled = 0;
        for (int pair = 0; pair < weights.length; pair++) {
          int times = Lanes.of(weights[pair], i);
          double ratio = samples[pair / count] / baseline[pair % count];
          Arrays.fill(resample, filled, filled + times, ratio);
          filled += times;
        }
        Arrays.sort(resample);
        medians[i] = (resample[(filled - 1) / 2] + resample[filled / 2]) * 0.5;
      }
      double[] ends = Quantile.withDefaults().evaluate(medians, 0.025, 0.975);

      Estimate shift = Statistics.relativeShift(baseline, samples, resamples);

      assertEquals(ends[0] - 1, shift.low(), count + " samples a side");
      assertEquals(ends[1] - 1, shift.high(), count + " samples a side");
    }
  }

  @Test
  void manySamplesAreEstimatedAsIfTheyWereDrawn() {
    Random random = new Random(6);
    double[] baseline = normal(random, 60, 100, 5);
    double[] samples = normal(random, 64, 110, 5);

    assertNear(Statistics.median(samples), ManySamples.median(samples), 0.005 * 110);
    assertNear(
        Statistics.relativeShift(baseline, samples),
        ManySamples.relativeShift(baseline, samples),
        0.005);
  }

  private static void assertNear(Estimate drawn, Estimate ofMany, double tolerance) {
    assertEquals(drawn.median(), ofMany.median(), 1e-12);
    assertEquals(drawn.low(), ofMany.low(), tolerance);
    assertEquals(drawn.high(), ofMany.high(), tolerance);
    assertEquals(drawn.count(), ofMany.count());
  }

  @Test
  void tenThousandSamplesASideAreAsTheirDistributionsAre() {
    Random random = new Random(7);
    double[] baseline = normal(random, 10_000, 100, 5);
    double[] samples = normal(random, 10_001, 110, 5);

    Estimate median = Statistics.median(samples);
    Estimate shift = Statistics.relativeShift(baseline, samples);

    assertEquals(110, median.median(), 0.3);
    assertTrue(median.low() < median.median() && median.median() < median.high());
    assertEquals(2 * 1.96 * Math.sqrt(Math.PI / 2) * 5 / 100, median.high() - median.low(), 0.05);
    assertEquals(0.1, shift.median(), 0.003);
    assertTrue(shift.low() < shift.median() && shift.median() < shift.high());
    assertTrue(shift.high() - shift.low() < 0.005, shift.toString());
  }

  @Test
  void theShiftOfASmallSampleIsTheMedianOfPairwiseRatios() {
    // Ratios of {2, 3, 7} over {1, 2}: 2, 1, 3, 1.5, 7, 3.5; their median is (2 + 3) / 2.
    assertEquals(
        1.5, Statistics.relativeShift(new double[] {1, 2}, new double[] {2, 3, 7}).median(), 1e-12);
  }

  @Test
  void samplesThatDoNotOverlapHaveTheSmallestPValue() {
    double[] low = {1, 2, 3, 4, 5};
    double[] high = {6, 7, 8, 9, 10};
    assertEquals(2.0 / 252, Statistics.mannWhitney(low, high), 1e-9);
    assertEquals(2.0 / 252, Statistics.leastMannWhitney(5), 1e-12);
    assertEquals(1, Statistics.mannWhitney(low, new double[0]));
  }

  @Test
  void holmMultipliesTheSmallestMostAndKeepsTheOrder() {
    // Holm 1979: 0.01 × 3, max(0.03, 0.02 × 2), max(0.04, 0.5 × 1).
    assertEquals(List.of(0.5, 0.03, 0.04), Statistics.holm(List.of(0.5, 0.01, 0.02)));
    assertEquals(List.of(1.0, 1.0), Statistics.holm(List.of(0.9, 0.8)));
    assertEquals(List.of(), Statistics.holm(List.of()));
  }

  @Test
  void anEstimateOfARateTurnsTheEndsAround() {
    assertEquals(new Estimate(5, 4, 10, 3), new Estimate(2, 1, 2.5, 3).dividing(10));
  }
}
