package org.weightbench.runner.tune;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;

/**
 * What the samples of all cells together say of each cell: a Gaussian process over the logarithms
 * of the values (Rasmussen and Williams, Gaussian Processes for Machine Learning, algorithm 2.1).
 * Cells are alike when their settings are: each axis on which they differ lowers the correlation by
 * a constant factor, an axis of numbers by one for each step between its values; a share of what
 * they are is each cell's own. All cells share one noise, taken from the median deviation of
 * repeated samples, and its deviations are Cauchy's, since a load that something disturbed may take
 * twice its time: samples weigh the less the farther they are from what is expected (iteratively
 * reweighted; Lange, Little and Taylor 1989, Robust statistical modeling using the t distribution).
 */
final class Surrogate {
  private static final double NOMINAL_LENGTH = 1;
  private static final double ORDERED_LENGTH = 1.5;
  private static final double USUAL_NOISE = 0.1;
  private static final double LEAST_VARIANCE = 1e-4;
  private static final double LEAST_NOISE = 0.003;
  private static final double LEAST_PIVOT = 1e-12;
  private static final int ENOUGH_REPEATED = 10;

  /** A normal distribution's standard deviation over the median of its absolute deviations. */
  private static final double DEVIATION_BY_MEDIAN = 1.4826;

  private static final double OWN_SHARE = 0.1;
  private static final int WEIGHINGS = 4;

  private final List<Cell> cells;
  private final double[][] correlation;

  /**
   * What is expected of a cell.
   *
   * @param mean logarithm of its value
   * @param deviation standard deviation of the mean
   */
  record Belief(double mean, double deviation) {
    /** Returns the logarithm of the value that may be hoped for. */
    double hope(double deviations) {
      return mean - deviations * deviation;
    }
  }

  /** Prepares for some cells. */
  Surrogate(List<Cell> cells) {
    this.cells = List.copyOf(cells);
    double[][] distance = new double[cells.size()][cells.size()];
    for (Axis<?> axis : Axes.all()) {
      List<String> values = cells.stream().map(cell -> cell.text(axis)).distinct().toList();
      if (values.size() > 1) {
        add(distance, axis, values);
      }
    }
    correlation =
        Arrays.stream(distance)
            .map(row -> Arrays.stream(row).map(d -> (1 - OWN_SHARE) * Math.exp(-d)).toArray())
            .toArray(double[][]::new);
    IntStream.range(0, cells.size()).forEach(i -> correlation[i][i] = 1);
  }

  private <T> void add(double[][] distance, Axis<T> axis, List<String> values) {
    boolean ordered = axis.standard() instanceof Number;
    List<String> ranked =
        ordered
            ? values.stream()
                .sorted(
                    (a, b) ->
                        Double.compare(
                            axis.parse(a).map(v -> ((Number) v).doubleValue()).orElse(0.0),
                            axis.parse(b).map(v -> ((Number) v).doubleValue()).orElse(0.0)))
                .toList()
            : values;
    int[] rank = cells.stream().mapToInt(cell -> ranked.indexOf(cell.text(axis))).toArray();
    for (int i = 0; i < rank.length; i++) {
      for (int j = 0; j < rank.length; j++) {
        int steps = Math.abs(rank[i] - rank[j]);
        distance[i][j] += ordered ? steps / ORDERED_LENGTH : Math.min(1, steps) / NOMINAL_LENGTH;
      }
    }
  }

  /**
   * Weighs all samples.
   *
   * @param logs logarithms of the values of each cell that has any; at least one
   * @return one belief for each cell, in their order
   */
  List<Belief> beliefs(Map<Cell, List<Double>> logs) {
    int[] known =
        IntStream.range(0, cells.size()).filter(i -> logs.containsKey(cells.get(i))).toArray();
    double[][] samples =
        Arrays.stream(known)
            .mapToObj(
                i -> logs.get(cells.get(i)).stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    double noise = noise(samples);
    Fit fit = new Fit(known, weighed(samples, (_, _) -> 1), noise);
    for (int i = 1; i < WEIGHINGS; i++) {
      double[] before = Arrays.stream(known).mapToDouble(fit::mean).toArray();
      fit =
          new Fit(
              known,
              weighed(samples, (cell, sample) -> weight((sample - before[cell]) / noise)),
              noise);
    }
    return IntStream.range(0, cells.size()).mapToObj(fit::belief).toList();
  }

  /** The process, given the weighed samples of the known cells. */
  private final class Fit {
    private final int[] known;
    private final double centre;
    private final double variance;
    private final double[][] root;
    private final double[] pulls;

    Fit(int[] known, Weighed weighed, double noise) {
      this.known = known;
      double[] means = weighed.means();
      centre = median(means);
      variance = Math.max(variance(means), LEAST_VARIANCE);
      double[][] covariance = new double[known.length][known.length];
      for (int i = 0; i < known.length; i++) {
        for (int j = 0; j < known.length; j++) {
          covariance[i][j] = variance * correlation[known[i]][known[j]];
        }
        covariance[i][i] += noise * noise / weighed.weights()[i];
      }
      root = cholesky(covariance);
      pulls = backward(root, forward(root, Arrays.stream(means).map(m -> m - centre).toArray()));
    }

    private double[] towards(int cell) {
      return Arrays.stream(known).mapToDouble(i -> variance * correlation[cell][i]).toArray();
    }

    double mean(int cell) {
      return centre + product(towards(cell), pulls);
    }

    Belief belief(int cell) {
      double[] explained = forward(root, towards(cell));
      return new Belief(
          mean(cell), Math.sqrt(Math.max(0, variance - product(explained, explained))));
    }
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** Means of the samples of each cell by their weights, and the sums of these. */
  private record Weighed(double[] means, double[] weights) {}

  @FunctionalInterface
  private interface Weight {
    double of(int cell, double sample);
  }

  private static Weighed weighed(double[][] samples, Weight weight) {
    double[] means = new double[samples.length];
    double[] weights = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      for (double sample : samples[i]) {
        double own = weight.of(i, sample);
        weights[i] += own;
        means[i] += own * sample;
      }
      means[i] /= weights[i];
    }
    return new Weighed(means, weights);
  }

  private static double weight(double deviations) {
    return 2 / (1 + deviations * deviations);
  }

  private static double noise(double[][] samples) {
    double[] deviations =
        Arrays.stream(samples)
            .filter(own -> own.length > 1)
            .flatMapToDouble(
                own -> {
                  double median = median(own);
                  double correction = Math.sqrt(own.length / (own.length - 1.0));
                  return Arrays.stream(own).map(v -> Math.abs(v - median) * correction);
                })
            .toArray();
    return deviations.length < ENOUGH_REPEATED
        ? USUAL_NOISE
        : Math.max(LEAST_NOISE, DEVIATION_BY_MEDIAN * median(deviations));
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Returns the lower triangle whose product with its transpose is the matrix. */
  private static double[][] cholesky(double[][] matrix) {
    int size = matrix.length;
    double[][] root = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= root[i][k] * root[j][k];
        }
        root[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / root[j][j];
      }
    }
    return root;
  }

  private static double[] forward(double[][] root, double[] right) {
    double[] solution = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      double sum = right[i];
      for (int k = 0; k < i; k++) {
        sum -= root[i][k] * solution[k];
      }
      solution[i] = sum / root[i][i];
    }
    return solution;
  }

  private static double[] backward(double[][] root, double[] right) {
    double[] solution = new double[right.length];
    for (int i = right.length - 1; i >= 0; i--) {
      double sum = right[i];
      for (int k = i + 1; k < right.length; k++) {
        sum -= root[k][i] * solution[k];
      }
      solution[i] = sum / root[i][i];
    }
    return solution;
  }
}
