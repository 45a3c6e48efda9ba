package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;
import org.weightbench.os.UnavailableException;

/**
 * Brings the page cache to a state and says what it holds.
 *
 * @param shards the model's files
 */
record CacheControl(List<Path> shards) {
  private static final int MOST_REPAIRS = 3;
  private static final double NEARLY_ALL = 0.9;

  /**
   * Empties or fills the page cache of all files, as the state asks. Whether it worked is what
   * {@link #measure} says.
   *
   * @throws IOException when a file cannot be read
   */
  void bring(CacheState state) throws IOException {
    try {
      for (Path shard : shards) {
        switch (state) {
          case COLD, PRESSURE -> PageCache.evict(shard);
          case WARM -> fill(shard);
          case ASIS -> {}
        }
      }
    } catch (UnavailableException _) {
      // Measuring meets the same refusal and gives its reason to the sample.
    }
  }

  /**
   * One reading now and then leaves a hole as large as a read-ahead window, which another fills.
   */
  private static void fill(Path shard) throws IOException {
    Residency now = PageCache.residency(shard);
    if (now.known() && now.residentPages() == now.pages()) {
      return;
    }
    now = PageCache.warm(shard);
    for (int again = 0; again < MOST_REPAIRS && hasHole(now); again++) {
      now = PageCache.warm(shard);
    }
  }

  private static boolean hasHole(Residency residency) {
    return residency.residentPages() < residency.pages() && residency.fraction() > NEARLY_ALL;
  }

  /**
   * Measures what the page cache holds of all files together.
   *
   * @throws IOException when a file cannot be read
   */
  ResidencyMeasurement measure() throws IOException {
    try {
      Residency all = PageCache.residency(shards.getFirst());
      for (Path shard : shards.subList(1, shards.size())) {
        all = all.plus(PageCache.residency(shard));
      }
      return all.known()
          ? new ResidencyMeasurement(all.fraction(), all.method())
          : new ResidencyMeasurement(null, distrust());
    } catch (UnavailableException e) {
      return new ResidencyMeasurement(null, Explain.message(e));
    }
  }

  private String distrust() {
    return shards.stream()
        .map(PageCache::capability)
        .filter(capability -> !capability.available())
        .map(capability -> "not measured, because " + capability.reason())
        .findFirst()
        .orElse("not measured");
  }

  /**
   * Returns why what was seen does not prove that a load met a state to its end; empty when it
   * does.
   */
  static Optional<String> doubt(CacheState state, SystemWatch.Seen seen) {
    Optional<String> before = doubt(state, seen.residencyBefore());
    Double after = seen.residencyAfter().share();
    Long device = seen.deviceBytes();
    boolean left =
        state == CacheState.WARM
            && after != null
            && after < NEARLY_ALL
            && device != null
            && device > 0;
    return before.isPresent() || !left
        ? before
        : Optional.of(
            String.format(
                Locale.ROOT,
                "asked for warm, but during the load pages left the page cache, so that %.2f %% of"
                    + " the model was there after it and %s were read from the device; the model"
                    + " may be larger than the free memory",
                after * 100,
                Quantities.bytes(device)));
  }

  /** Returns why a measured residency does not prove a state; empty when it does. */
  static Optional<String> doubt(CacheState state, ResidencyMeasurement measured) {
    if (measured.proves(state)) {
      return Optional.empty();
    }
    Double share = measured.share();
    if (share == null) {
      return Optional.of(
          "asked for " + state.label() + ", but the page cache was " + measured.method());
    }
    String found =
        String.format(
            Locale.ROOT,
            "asked for %s, but %.2f %% of the model was in the page cache (%s)",
            state.label(),
            share * 100,
            measured.method());
    return Optional.of(
        found
            + (state.startsCold()
                ? "; another process may hold it mapped or be reading it"
                : "; the model may be larger than the free memory"));
  }
}
