package org.weightbench.runner.tune;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;

/** What a search makes as small as possible. */
public enum Goal {
  /** Time of a load that reads everything from storage. */
  COLD(CacheState.COLD, "load time", m -> (double) m.wallNanos()),
  /** Time of a load that finds everything in the page cache. */
  WARM(CacheState.WARM, "load time", m -> (double) m.wallNanos()),
  /** Time until the first layer can be used, from storage. */
  FIRST_LAYER(CacheState.COLD, "time to the first layer", Goal::firstLayer),
  /** Peak memory of the process, from storage. */
  MEMORY(CacheState.COLD, "peak memory", Goal::peakMemory);

  private final CacheState cache;
  private final String quantity;
  private final Function<Measurement, @Nullable Double> value;

  Goal(CacheState cache, String quantity, Function<Measurement, @Nullable Double> value) {
    this.cache = cache;
    this.quantity = quantity;
    this.value = value;
  }

  /** Returns the word that it is chosen by: {@code first-layer}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the cache state under which is measured. */
  public CacheState cache() {
    return cache;
  }

  /** Returns what is made small, in words. */
  public String quantity() {
    return quantity;
  }

  /** Returns what a sample that counts shows of it, nanoseconds or bytes. */
  public Optional<Double> value(Sample sample) {
    return sample.status() == Status.VERIFIED
        ? Optional.ofNullable(sample.measurement()).map(value).filter(v -> v > 0)
        : Optional.empty();
  }

  private static @Nullable Double firstLayer(Measurement measurement) {
    Details details = measurement.details();
    Long nanos = details == null ? null : details.firstLayerNanos();
    return nanos == null ? null : (Double) nanos.doubleValue();
  }

  private static @Nullable Double peakMemory(Measurement measurement) {
    Counters counters = measurement.counters();
    return counters == null ? null : (Double) (double) counters.maxResidentBytes();
  }
}
