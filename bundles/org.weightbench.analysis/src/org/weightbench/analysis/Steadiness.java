package org.weightbench.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Median;
import org.weightbench.experiment.Quantities;
import org.weightbench.hardware.Units;

/**
 * Whether the load times of a cell scatter little around one value. Where they do not, a median
 * hides something: another state of the machine, or noise that more samples will not remove.
 *
 * @param modes the values around which the times gather: one, or two where the times fall into two
 *     groups that chance does not explain; none without samples. In nanoseconds, ascending
 * @param relativeSpread half the width of the interval of the median over the median
 */
public record Steadiness(List<Double> modes, double relativeSpread) {
  private static final double WIDE = 0.1;
  private static final int LEAST_SAMPLES = 5;
  private static final int LEAST_GROUP = 2;
  private static final double LEAST_GROUP_SHARE = 0.2;
  private static final double LEAST_DISTANCE = 0.05;
  private static final double CHANCE = 0.01;
  private static final int SIMULATIONS = 1000;
  private static final long SEED = 0x5EED;

  /** Copies the modes. */
  public Steadiness {
    modes = List.copyOf(modes);
  }

  /** Two groups of sorted values: where the second starts, and the scatter left within both. */
  private record Split(int start, double withinShare) {}

  /**
   * Judges load times.
   *
   * @param nanos the times of the samples that count
   * @param median their median with its interval; empty when there are none
   */
  static Steadiness of(double[] nanos, Optional<Estimate> median) {
    if (median.isEmpty()) {
      return new Steadiness(List.of(), 0);
    }
    double[] sorted = nanos.clone();
    Arrays.sort(sorted);
    double spread = median.get().relativeHalfWidth();
    return split(sorted)
        .map(start -> new Steadiness(groups(sorted, start), spread))
        .orElseGet(
            () -> new Steadiness(List.of(Median.withDefaults().evaluate(sorted.clone())), spread));
  }

  /** Tells whether the times fall into groups. */
  public boolean multimodal() {
    return modes.size() > 1;
  }

  /** Tells whether the interval of the median is wider than 10 % of it on either side. */
  public boolean unstable() {
    return relativeSpread > WIDE;
  }

  /** Returns what a person should know; empty when the cell is steady. */
  public Optional<String> words() {
    if (multimodal()) {
      return Optional.of(
          "two groups: "
              + Quantities.duration(modes.getFirst())
              + " and "
              + Quantities.duration(modes.getLast()));
    }
    return unstable()
        ? Optional.of(Units.current().format("unstable: ± %.0f %%", relativeSpread * 100))
        : Optional.empty();
  }

  private static List<Double> groups(double[] sorted, int start) {
    return List.of(
        Median.withDefaults().evaluate(Arrays.copyOfRange(sorted, 0, start)),
        Median.withDefaults().evaluate(Arrays.copyOfRange(sorted, start, sorted.length)));
  }

  /**
   * Finds the split of the sorted logarithms that leaves the least scatter within two groups, and
   * asks how often normally distributed values split as well by chance.
   */
  private static Optional<Integer> split(double[] sorted) {
    int least = (int) Math.max(LEAST_GROUP, Math.ceil(LEAST_GROUP_SHARE * sorted.length));
    if (sorted.length < LEAST_SAMPLES || sorted.length < 2 * least) {
      return Optional.empty();
    }
    Split found = best(Arrays.stream(sorted).map(Math::log).toArray(), least);
    List<Double> groups = groups(sorted, found.start());
    if (groups.getLast() < groups.getFirst() * (1 + LEAST_DISTANCE)) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    int asGood = 0;
    for (int i = 0; i < SIMULATIONS && asGood < CHANCE * SIMULATIONS; i++) {
      double[] normal = new double[sorted.length];
      for (int k = 0; k < normal.length; k++) {
        normal[k] = random.nextGaussian();
      }
      Arrays.sort(normal);
      asGood += best(normal, least).withinShare() <= found.withinShare() ? 1 : 0;
    }
    return asGood < CHANCE * SIMULATIONS ? Optional.of(found.start()) : Optional.empty();
  }

  /**
   * What two groups scatter is what all scatter, less what their means lie apart: with S the sum of
   * the deviations of the first one from the mean of all, S² (1 / n₁ + 1 / n₂).
   */
  private static Split best(double[] sorted, int least) {
    int count = sorted.length;
    double mean = Arrays.stream(sorted).sum() / count;
    double total = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
    Split best = new Split(least, 1);
    double sum = 0;
    for (int start = 1; start <= count - least; start++) {
      sum += sorted[start - 1] - mean;
      if (start >= least && total > 0) {
        double apart = sum * sum * (1.0 / start + 1.0 / (count - start));
        double share = 1 - apart / total;
        if (share < best.withinShare()) {
          best = new Split(start, share);
        }
      }
    }
    return best;
  }
}
