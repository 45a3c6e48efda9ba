package org.weightbench.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.hardware.Units;

/**
 * Whether loads became slower or faster while an experiment ran. Each time is taken relative to the
 * median of its cell, so that all cells tell together; the order is that of measuring.
 *
 * @param change change of load time from the first sample to the last, as a share: the Theil–Sen
 *     slope times the length
 * @param pValue two-sided p-value of the Mann–Kendall test for a trend, by its normal approximation
 *     (Kendall, Rank Correlation Methods, chapter 4)
 * @param samples number of samples that were looked at
 */
public record Drift(double change, double pValue, int samples) {
  private static final int LEAST_OF_A_CELL = 3;
  private static final int LEAST = 8;
  private static final int MOST_BLOCKS = 500;
  private static final double SIGNIFICANCE = 0.01;
  private static final double LEAST_CHANGE = 0.02;

  private record Point(String startedAt, int run, double logRatio) {}

  /** Looks at the verified samples of a result; empty when there are too few. */
  public static Optional<Drift> of(Result result) {
    List<Point> points = new ArrayList<>();
    for (CellSummary cell : result.cells()) {
      double[] times = cell.verifiedWallNanos();
      if (times.length >= LEAST_OF_A_CELL) {
        double median = Median.withDefaults().evaluate(times.clone());
        for (Sample sample : cell.samples()) {
          if (sample.status() == Status.VERIFIED && sample.measurement() != null) {
            points.add(
                new Point(
                    sample.startedAt(),
                    sample.run(),
                    Math.log(sample.measurement().wallNanos() / median)));
          }
        }
      }
    }
    if (points.size() < LEAST) {
      return Optional.empty();
    }
    points.sort(Comparator.comparing(Point::startedAt).thenComparingInt(Point::run));
    int block = (points.size() + MOST_BLOCKS - 1) / MOST_BLOCKS;
    double[] inOrder =
        IntStream.range(0, points.size() / block)
            .mapToDouble(i -> median(points.subList(i * block, (i + 1) * block)))
            .toArray();
    return Optional.of(of(inOrder, points.size()));
  }

  private static double median(List<Point> points) {
    return Median.withDefaults().evaluate(points.stream().mapToDouble(Point::logRatio).toArray());
  }

  private static Drift of(double[] inOrder, int samples) {
    int count = inOrder.length;
    long concordance = 0;
    double[] slopes = new double[count * (count - 1) / 2];
    int next = 0;
    for (int later = 1; later < count; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        concordance += (long) Math.signum(inOrder[later] - inOrder[earlier]);
        slopes[next++] = (inOrder[later] - inOrder[earlier]) / (later - earlier);
      }
    }
    double deviation = Math.sqrt(count * (count - 1.0) * (2.0 * count + 5) / 18);
    double z = Math.max(0, Math.abs(concordance) - 1) / deviation;
    double slope = Median.withDefaults().evaluate(slopes);
    return new Drift(
        Math.expm1(slope * (count - 1)),
        Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(z)),
        samples);
  }

  /** Tells whether there is a trend that chance does not explain and that is worth a word. */
  public boolean shown() {
    return pValue < SIGNIFICANCE && Math.abs(change) >= LEAST_CHANGE;
  }

  /** Returns the trend in words. */
  public String words() {
    return Units.current()
        .format(
            "loads took %.1f %% %s at the end than at the beginning (%d samples, Mann–Kendall p ="
                + " %.2g)",
            Math.abs(change) * 100, change > 0 ? "longer" : "less", samples, pValue);
  }
}
