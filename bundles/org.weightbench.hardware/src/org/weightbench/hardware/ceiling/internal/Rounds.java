package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.Ceilings.Missing;
import org.weightbench.hardware.ceiling.internal.Probe.Work;

/**
 * Takes samples of several probes in turn, so that a machine that drifts does so for all of them
 * alike, until each is stable or the time is over. Used by one thread.
 */
final class Rounds {
  private static final int LEAST_SAMPLES = 3;
  private static final int MOST_SAMPLES = 40;
  private static final long MOST_WARM_UP = 20_000_000L;

  /** How late it may become for the least samples, where what goes before each takes long. */
  private static final long LEAST_PATIENCE = 3_000_000_000L;

  private final Watch watch;
  private final List<Missing> missing = new ArrayList<>();

  /** Hears of each sample; can end the rounds. */
  @FunctionalInterface
  interface Watch {
    /** Returns whether to go on. */
    boolean before(Probe probe);
  }

  Rounds(Watch watch) {
    this.watch = watch;
  }

  /** Returns what could not be measured. */
  List<Missing> missing() {
    return missing;
  }

  /**
   * Measures.
   *
   * @param sampleNanos how long a sample takes about; a shorter one goes before and does not count
   * @param deadlineNanos as {@link System#nanoTime} counts
   * @return a ceiling for each probe that was sampled, in their order
   */
  List<Ceiling> measure(List<? extends Probe> probes, long sampleNanos, long deadlineNanos) {
    Map<Probe, Series> series = new LinkedHashMap<>();
    probes.forEach(probe -> series.put(probe, new Series()));
    List<Probe> open = new ArrayList<>(probes);
    long patience = Math.max(LEAST_PATIENCE, (deadlineNanos - System.nanoTime()) / 2);
    open.removeIf(probe -> !sample(probe, new Series(), Math.min(sampleNanos / 2, MOST_WARM_UP)));
    for (int round = 0; round < MOST_SAMPLES && !open.isEmpty(); round++) {
      long late = System.nanoTime() - deadlineNanos;
      if (late >= 0 && round >= LEAST_SAMPLES || late >= patience && round > 0) {
        break;
      }
      open.removeIf(probe -> !sample(probe, series.getOrDefault(probe, new Series()), sampleNanos));
      open.removeIf(probe -> series.getOrDefault(probe, new Series()).stable());
    }
    List<Ceiling> ceilings = new ArrayList<>();
    series.forEach(
        (probe, samples) -> {
          if (samples.size() > 0) {
            ceilings.add(samples.ceiling(probe.kind(), probe.conditions()));
          }
        });
    return ceilings;
  }

  private boolean sample(Probe probe, Series series, long nanos) {
    if (!watch.before(probe)) {
      return false;
    }
    try {
      Work work = probe.sample(nanos);
      series.add(work.rate(), work.busyProcessors());
      return true;
    } catch (IOException e) {
      missing.add(new Missing(probe.kind(), String.valueOf(e.getMessage())));
      return false;
    }
  }
}
