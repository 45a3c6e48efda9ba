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
  private static final int[] ONCE = {1};

  /** Above this, weights are worked out each time rather than kept. */
  private static final int MOST_KEPT = 1 << 12;

  private final Map<Sizes, Draws> drawn = new ConcurrentHashMap<>();

  /** How many values there are to draw from; one of the baseline where it has none. */
  private record Sizes(int baseline, int samples) {}

  /** Returns resamples of one series of values. */
  Draws of(int samples) {
    return drawn.computeIfAbsent(new Sizes(1, samples), sizes -> Draws.of(sizes, false));
  }

  /** Returns resamples of all pairs of two series of values, drawn one after the other. */
  Draws of(int baseline, int samples) {
    return drawn.computeIfAbsent(new Sizes(baseline, samples), sizes -> Draws.of(sizes, true));
  }

  /**
   * What was drawn: for each resample how often each place came. Nobody writes to the arrays.
   *
   * @param baseline places of the baseline; a single one, drawn once, where there is no baseline
   * @param samples places of the samples
   * @param kept weights of all pairs, for each resample; none where they are too many to be kept
   */
  record Draws(int[][] baseline, int[][] samples, int[][] kept) {

    private static Draws of(Sizes sizes, boolean paired) {
      SplittableRandom random = new SplittableRandom(SEED);
      int[][] baseline = new int[COUNT][];
      int[][] samples = new int[COUNT][];
      for (int i = 0; i < COUNT; i++) {
        baseline[i] = paired ? draw(sizes.baseline, random) : ONCE;
        samples[i] = draw(sizes.samples, random);
      }
      int[][] kept = new int[sizes.baseline * sizes.samples > MOST_KEPT ? 0 : COUNT][];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = weights(baseline[i], samples[i]);
      }
      return new Draws(baseline, samples, kept);
    }

    /**
     * Returns how often each pair counts in a resample: as often as its sample came times as often
     * as its part of the baseline did. The pairs of the first sample come first.
     */
    int[] weights(int resample) {
      return kept.length == 0 ? weights(baseline[resample], samples[resample]) : kept[resample];
    }

    private static int[] weights(int[] baseline, int[] samples) {
      int[] weights = new int[baseline.length * samples.length];
      for (int pair = 0; pair < weights.length; pair++) {
        weights[pair] = samples[pair / baseline.length] * baseline[pair % baseline.length];
      }
      return weights;
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
