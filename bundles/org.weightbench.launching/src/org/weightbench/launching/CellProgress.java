package org.weightbench.launching;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Sample;

/**
 * How far one cell of a running experiment is.
 *
 * @param cell its settings
 * @param samples what was measured in this run, in that order
 * @param running whether a sample of it is being measured now
 */
public record CellProgress(Cell cell, List<Sample> samples, boolean running) {

  /** Copies the samples. */
  public CellProgress {
    samples = List.copyOf(samples);
  }

  /** Returns how many samples of it failed. */
  public int failed() {
    return (int) samples.stream().filter(sample -> sample.status() == Sample.Status.FAILED).count();
  }

  /** Returns the load time of its last sample; empty where that failed or there is none. */
  public OptionalLong lastNanos() {
    return samples.isEmpty() ? OptionalLong.empty() : wall(samples.getLast());
  }

  /** Returns the median load time of its verified samples; empty where there is none. */
  public OptionalLong medianNanos() {
    long[] walls =
        samples.stream()
            .filter(sample -> sample.status() == Sample.Status.VERIFIED)
            .map(CellProgress::wall)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .sorted()
            .toArray();
    return walls.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of((walls[(walls.length - 1) / 2] + walls[walls.length / 2]) / 2);
  }

  CellProgress started() {
    return new CellProgress(cell, samples, true);
  }

  CellProgress finished(Sample sample) {
    List<Sample> more = new ArrayList<>(samples);
    more.add(sample);
    return new CellProgress(cell, more, false);
  }

  private static OptionalLong wall(Sample sample) {
    Sample.Measurement measurement = sample.measurement();
    return measurement == null ? OptionalLong.empty() : OptionalLong.of(measurement.wallNanos());
  }
}
