package org.weightbench.hardware.ceiling.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;

/** The samples of one ceiling. */
final class Series {
  /** The least number whose extremes are a 95 % interval of the median: 1 − 2 / 2^6 = 97 %. */
  static final int ENOUGH = 6;

  private static final double TAIL = 0.025;

  private final List<Double> rates = new ArrayList<>();
  private double busySum;

  /** Adds a sample; {@code busyProcessors} is 0 where it is not counted. */
  void add(double rate, double busyProcessors) {
    rates.add(rate);
    busySum += busyProcessors;
  }

  int size() {
    return rates.size();
  }

  boolean stable() {
    return rates.size() >= ENOUGH && spread() <= Ceiling.STABLE_SHARE;
  }

  private double spread() {
    List<Double> sorted = sorted();
    double median = median(sorted);
    int rank = rank(sorted.size());
    double low = sorted.get(rank);
    double high = sorted.get(sorted.size() - 1 - rank);
    return Math.max(high - median, median - low) / median;
  }

  /** Returns the ceiling; there must be a sample. */
  Ceiling ceiling(CeilingKind kind, Conditions conditions) {
    List<Double> sorted = sorted();
    int rank = rank(sorted.size());
    return new Ceiling(
        kind,
        conditions,
        median(sorted),
        sorted.get(rank),
        sorted.get(sorted.size() - 1 - rank),
        busySum / sorted.size(),
        sorted.size(),
        stable());
  }

  private List<Double> sorted() {
    List<Double> sorted = new ArrayList<>(rates);
    Collections.sort(sorted);
    return sorted;
  }

  private static double median(List<Double> sorted) {
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /**
   * Returns how many samples to leave out at each end so that the rest encloses the median with 95
   * %: the number of samples below the median is binomial (Conover, Practical Nonparametric
   * Statistics, 3.2). Too few samples leave none out, and enclose it with less.
   */
  private static int rank(int samples) {
    double probability = Math.pow(0.5, samples);
    double below = probability;
    int rank = 0;
    while (rank < (samples - 1) / 2) {
      probability *= (samples - rank) / (rank + 1.0);
      if (below + probability > TAIL) {
        break;
      }
      below += probability;
      rank++;
    }
    return rank;
  }
}
