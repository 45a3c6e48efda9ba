package org.weightbench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures contestants in interleaved rounds, each round in another order, and compares them by the
 * ratio of medians with the spread of the rounds' own ratios.
 */
final class Rounds {
  private static final long SEED = 11;

  private final List<String> names;
  private final RoundLog log;
  private final Schedule schedule;
  private final Random random = new Random(SEED);

  /** One measured run. */
  @FunctionalInterface
  interface Run {
    /** Returns the seconds it took. */
    double seconds() throws Throwable;
  }

  private Rounds(List<String> names, Schedule schedule) throws IOException {
    this.names = names;
    this.log = new RoundLog(schedule.kept(), names);
    this.schedule = schedule;
  }

  /** Measures all contestants in every round, and prints each round on standard error. */
  static Rounds of(int rounds, Map<String, Run> contestants) throws Throwable {
    return of(Schedule.atOnce(rounds), contestants);
  }

  /** Measures the rounds that are missing, as many as there is time for, but one at least. */
  static Rounds of(Schedule schedule, Map<String, Run> contestants) throws Throwable {
    Rounds measured = new Rounds(List.copyOf(contestants.keySet()), schedule);
    for (int earlier = 0; earlier < measured.log.size(); earlier++) {
      measured.nextOrder();
    }
    long start = System.nanoTime();
    long longestNanos = 0;
    while (measured.log.size() < schedule.rounds()
        && (longestNanos == 0
            || System.nanoTime() - start + longestNanos <= schedule.limit().toNanos())) {
      long began = System.nanoTime();
      measured.measure(contestants);
      longestNanos = Math.max(longestNanos, System.nanoTime() - began);
    }
    return measured;
  }

  private List<Integer> nextOrder() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, names.size()).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  private void measure(Map<String, Run> contestants) throws Throwable {
    double[] seconds = new double[names.size()];
    StringBuilder line = new StringBuilder("round " + (log.size() + 1) + ":");
    for (int contestant : nextOrder()) {
      seconds[contestant] = contestants.get(names.get(contestant)).seconds();
      line.append(
          String.format(Locale.ROOT, " %s %.3f s;", names.get(contestant), seconds[contestant]));
    }
    log.add(seconds);
    System.err.println(line);
  }

  private double[] seconds(String name) {
    return log.of(names.indexOf(name));
  }

  /** Returns the median of a contestant's seconds. */
  double median(String name) {
    return median(seconds(name));
  }

  /** Returns the contestant of the smallest median among some. */
  String fastest(List<String> names) {
    return names.stream().min((a, b) -> Double.compare(median(a), median(b))).orElseThrow();
  }

  /** Prints every contestant: median, least and most, and the rate when bytes are given. */
  void print(long bytes) {
    if (log.size() < schedule.rounds()) {
      System.out.println("only " + log.size() + " of " + schedule.rounds() + " rounds so far");
    }
    names.forEach(
        name -> {
          double[] values = seconds(name);
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
    double[] ratios = new double[log.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = seconds(other)[i] / seconds(name)[i];
    }
    double[] sorted = sorted(ratios);
    double ratio = median(other) / median(name);
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f x as fast as %s (%d rounds, %.2f to %.2f), at least %.2f asked: %s%n",
        name,
        ratio,
        other,
        ratios.length,
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
