package org.weightbench.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures contestants in interleaved rounds, each round in another order, and compares them by the
 * ratio of medians with the spread of the rounds' own ratios.
 */
final class Rounds {
  private static final long SEED = 11;

  private final Map<String, double[]> seconds = new LinkedHashMap<>();

  /** One measured run. */
  @FunctionalInterface
  interface Run {
    /** Returns the seconds it took. */
    double seconds() throws Throwable;
  }

  private Rounds(Iterable<String> names, int rounds) {
    names.forEach(name -> seconds.put(name, new double[rounds]));
  }

  /** Measures all contestants in every round, and prints each round on standard error. */
  static Rounds of(int rounds, Map<String, Run> contestants) throws Throwable {
    Rounds measured = new Rounds(contestants.keySet(), rounds);
    Random random = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      List<String> order = new ArrayList<>(contestants.keySet());
      Collections.shuffle(order, random);
      for (String name : order) {
        measured.seconds.get(name)[round] = contestants.get(name).seconds();
      }
      System.err.println("round " + (round + 1) + ":" + measured.line(round));
    }
    return measured;
  }

  private String line(int round) {
    StringBuilder line = new StringBuilder();
    seconds.forEach(
        (name, values) ->
            line.append(String.format(Locale.ROOT, " %s %.3f s;", name, values[round])));
    return line.toString();
  }

  /** Returns the median of a contestant's seconds. */
  double median(String name) {
    return median(seconds.get(name));
  }

  /** Returns the contestant of the smallest median among some. */
  String fastest(List<String> names) {
    return names.stream().min((a, b) -> Double.compare(median(a), median(b))).orElseThrow();
  }

  /** Prints every contestant: median, least and most, and the rate when bytes are given. */
  void print(long bytes) {
    seconds.forEach(
        (name, values) -> {
          double[] sorted = sorted(values);
          System.out.printf(
              Locale.ROOT,
              "  %-44s %7.3f s (%.3f to %.3f)%s%n",
              name,
              median(values),
              sorted[0],
              sorted[sorted.length - 1],
              bytes == 0
                  ? ""
                  : String.format(Locale.ROOT, "  %6.3f GB/s", bytes / median(values) / 1e9));
        });
  }

  /**
   * Prints how many times as fast as the other one a contestant is, and whether it holds a bar.
   *
   * @param least the bar: the ratio must be at least so much
   */
  void compareSpeed(String name, String other, double least) {
    double[] ratios = new double[seconds.get(name).length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = seconds.get(other)[i] / seconds.get(name)[i];
    }
    double[] sorted = sorted(ratios);
    double ratio = median(other) / median(name);
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f x as fast as %s (rounds %.2f to %.2f), at least %.2f asked: %s%n",
        name,
        ratio,
        other,
        sorted[0],
        sorted[sorted.length - 1],
        least,
        ratio >= least ? "held" : "MISSED");
  }

  private static double median(double[] values) {
    double[] sorted = sorted(values);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
