package org.weightbench.analysis;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the bootstrap draws. The seed is fixed, so that samples of equal number are drawn alike, and
 * many estimates can share what was drawn once. Thread-safe.
 */
final class Resamples {
  /** How many resamples an estimate rests on. */
  static final int COUNT = 4000;

  private static final long SEED = 0x5EED;

  private final Map<Sizes, Draws> drawn = new ConcurrentHashMap<>();

  /** How many values there are to draw from; no baseline where it has none. */
  private record Sizes(int baseline, int samples) {}

  /**
   * How often each place was drawn: an array for each place, with a number for each resample.
   * Nobody writes to the arrays.
   *
   * @param baseline places of the baseline; a single one, drawn once, where there is no baseline
   * @param samples places of the samples
   */
  record Draws(int[][] baseline, int[][] samples) {}

  /** Returns resamples of one series of values. */
  Draws of(int samples) {
    return drawn.computeIfAbsent(new Sizes(0, samples), Resamples::draw);
  }

  /** Returns resamples of two series of values, drawn one after the other. */
  Draws of(int baseline, int samples) {
    return drawn.computeIfAbsent(new Sizes(baseline, samples), Resamples::draw);
  }

  private static Draws draw(Sizes sizes) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[][] baseline = new int[Math.max(1, sizes.baseline)][COUNT];
    int[][] samples = new int[sizes.samples][COUNT];
    for (int i = 0; i < COUNT; i++) {
      if (sizes.baseline == 0) {
        baseline[0][i] = 1;
      } else {
        draw(baseline, i, random);
      }
      draw(samples, i, random);
    }
    return new Draws(baseline, samples);
  }

  /** Draws as often as there are places, and counts how often each one came. */
  private static void draw(int[][] places, int resample, SplittableRandom random) {
    for (int i = 0; i < places.length; i++) {
      places[random.nextInt(places.length)][resample]++;
    }
  }
}
