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

  /** How many words hold a number for each resample. */
  static final int WORDS = Math.ceilDiv(COUNT, Lanes.COUNT);

  private static final long SEED = 0x5EED;

  private final Map<Sizes, Draws> drawn = new ConcurrentHashMap<>();

  /** How many values there are to draw from. */
  private record Sizes(int baseline, int samples) {}

  /** Returns resamples of all pairs of two series of values, drawn one after the other. */
  Draws of(int baseline, int samples) {
    return drawn.computeIfAbsent(new Sizes(baseline, samples), Draws::of);
  }

  /**
   * What was drawn. Nobody writes to the arrays.
   *
   * @param weights for each pair how often it counts in each resample, in {@link Lanes}: as often
   *     as its sample came times as often as its part of the baseline did; the pairs of the first
   *     sample come first. They add up to the number of pairs, which must be below {@link
   *     Lanes#LIMIT}
   */
  record Draws(long[][] weights) {

    private static Draws of(Sizes sizes) {
      SplittableRandom random = new SplittableRandom(SEED);
      long[][] weights = new long[sizes.baseline * sizes.samples][WORDS];
      for (int i = 0; i < COUNT; i++) {
        int[] baseline = draw(sizes.baseline, random);
        int[] samples = draw(sizes.samples, random);
        for (int pair = 0; pair < weights.length; pair++) {
          Lanes.put(
              weights[pair], i, samples[pair / baseline.length] * baseline[pair % baseline.length]);
        }
      }
      return new Draws(weights);
    }

    /** Draws as often as there are places, and counts how often each one came. */
    private static int[] draw(int places, SplittableRandom random) {
      int[] counts = new int[places];
      for (int i = 0; i < places; i++) {
        counts[random.nextInt(places)]++;
      }
      return counts;
    }
  }
}
