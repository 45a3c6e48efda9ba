package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.PhaseMeasurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.gguf.Progress;
import org.weightbench.load.LoadReport;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.os.ProcessCounters;

/**
 * One measured load in a fork: {@link #prepare}, {@link #load} and {@link #finish}, each once, in
 * this order, on one thread. Whatever fails leaves an answer with the reason.
 */
public final class MeasuredLoad {
  private final ForkRequest request;
  private final CacheControl cache;
  private @Nullable Before before;
  private @Nullable LoadedModel loaded;

  private record Before(
      ResidencyMeasurement residency,
      DeviceWatch device,
      OptionalLong deviceBytes,
      Optional<ProcessCounters> counters) {}

  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException;
  }

  private MeasuredLoad(ForkRequest request) {
    this.request = request;
    this.cache = new CacheControl(request.shards().stream().map(Path::of).toList());
  }

  /**
   * Reads the request that the runner left for this fork.
   *
   * @throws IOException when there is none
   */
  public static MeasuredLoad ofThisFork() throws IOException {
    String file = System.getProperty(ForkRequest.PROPERTY);
    if (file == null) {
      throw new IOException(
          "this benchmark measures what the runner asks for; start it with 'weightbench run'");
    }
    return new MeasuredLoad(RunnerJson.read(Path.of(file), ForkRequest.class));
  }

  /**
   * Warms the code, brings the page cache to the asked state and reads the counters.
   *
   * @throws IOException when that fails
   */
  public void prepare() throws IOException {
    answering(
        () -> {
          LoadSettings wanted = request.cell().loadSettings();
          LoadSettings warmed = CodeWarmer.warm(Path.of(request.warmupModel()), wanted);
          if (!warmed.equals(wanted)) {
            System.err.println(
                "code was warmed by strategy "
                    + warmed.strategy().name()
                    + ", since the result folder's file system has no "
                    + wanted.strategy().name());
          }
          System.gc();
          cache.bring(state());
          DeviceWatch device = DeviceWatch.of(cache.shards());
          before = new Before(cache.measure(), device, device.readBytes(), counters());
          return before;
        });
  }

  /**
   * Loads the model: what is timed.
   *
   * @throws IOException when it cannot be loaded
   */
  public LoadedModel load() throws IOException {
    return answering(
        () -> {
          LoadedModel model =
              Loader.load(Path.of(request.model()), request.cell().loadSettings(), Progress.NONE);
          loaded = model;
          return model;
        });
  }

  /**
   * Reads the counters again, answers the runner and releases the model.
   *
   * @throws IOException when that fails
   */
  public void finish() throws IOException {
    Optional<ProcessCounters> countersAfter = counters();
    Before start = before;
    if (start == null || loaded == null) {
      return;
    }
    try (LoadedModel model = loaded) {
      answering(
          () -> {
            OptionalLong deviceAfter = start.device().readBytes();
            Optional<ProcessCounters> used =
                countersAfter.flatMap(after -> start.counters().map(after::minus));
            Measurement measurement =
                measurement(model.report(), start, deviceAfter, used, cache.measure());
            Optional<String> doubt = CacheControl.doubt(state(), start.residency());
            answer(
                new ForkAnswer(
                    doubt.isPresent() ? Status.UNVERIFIED : Status.VERIFIED,
                    doubt.orElse(null),
                    measurement));
            return measurement;
          });
    }
  }

  private CacheState state() {
    return request.cell().value(Axes.CACHE);
  }

  private static Optional<ProcessCounters> counters() throws IOException {
    return ProcessCounters.capability().available()
        ? Optional.of(ProcessCounters.now())
        : Optional.empty();
  }

  private static Measurement measurement(
      LoadReport report,
      Before start,
      OptionalLong deviceAfter,
      Optional<ProcessCounters> used,
      ResidencyMeasurement residencyAfter) {
    List<PhaseMeasurement> phases =
        report.phases().stream()
            .map(
                time ->
                    new PhaseMeasurement(
                        time.phase().name().toLowerCase(Locale.ROOT),
                        time.busyNanos(),
                        time.bytes()))
            .toList();
    return new Measurement(
        report.wallNanos(),
        0,
        phases,
        report.criticalPath().boundBy().name().toLowerCase(Locale.ROOT),
        report.ran(),
        report.logicalBytes(),
        report.deliveredBytes(),
        start.residency(),
        residencyAfter,
        deviceAfter.isPresent() && start.deviceBytes().isPresent()
            ? (Long) (deviceAfter.getAsLong() - start.deviceBytes().getAsLong())
            : null,
        used.map(ProcessCounters::readBytes).orElse(null),
        used.map(MeasuredLoad::counters).orElse(null));
  }

  private static Counters counters(ProcessCounters used) {
    return new Counters(
        used.userNanos(),
        used.systemNanos(),
        used.minorFaults(),
        used.majorFaults(),
        used.voluntarySwitches(),
        used.involuntarySwitches(),
        used.maxResidentBytes());
  }

  private <T> T answering(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (IOException | RuntimeException | Error e) {
      answer(new ForkAnswer(Status.FAILED, Explain.message(e), null));
      throw e;
    }
  }

  private void answer(ForkAnswer answer) throws IOException {
    RunnerJson.write(Path.of(request.answer()), answer);
  }
}
