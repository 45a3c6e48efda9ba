package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.HostMemoryMeasurement;
import org.weightbench.experiment.Sample.LayerTime;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.PhaseMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.experiment.Sample.StreamMeasurement;
import org.weightbench.gguf.GgufModel;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.LoadReport;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.Strategy;
import org.weightbench.load.StreamReport;
import org.weightbench.os.ControlGroup;
import org.weightbench.os.GroupMemory;
import org.weightbench.os.PageKind;
import org.weightbench.os.ProcessCounters;
import org.weightbench.runner.watch.LoadGauge;

/**
 * One measured load in a fork: {@link #prepare}, {@link #load} and {@link #finish}, each once, in
 * this order, on one thread. Whatever fails leaves an answer with the reason.
 */
public final class MeasuredLoad {
  private final ForkRequest request;
  private final LoadGauge gauge;
  private final CacheControl cache;
  private LoadSettings settings;
  private @Nullable Before before;
  private @Nullable LoadedModel loaded;

  private record Before(
      SystemWatch system,
      Optional<ProcessCounters> counters,
      @Nullable HostMemoryMeasurement hostMemory) {}

  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException;
  }

  private MeasuredLoad(ForkRequest request, LoadGauge gauge) {
    this.request = request;
    this.gauge = gauge;
    this.cache = new CacheControl(shards());
    this.settings = request.cell().loadSettings();
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
    return new MeasuredLoad(
        RunnerJson.read(Path.of(file), ForkRequest.class), LoadGauge.ofThisProcess());
  }

  /**
   * Warms the code, brings the page cache to the asked state and reads the counters.
   *
   * @throws IOException when that fails
   */
  public void prepare() throws IOException {
    answering(
        () -> {
          Strategy warmed = CodeWarmer.warm(Path.of(request.warmupModel()), settings);
          if (!warmed.equals(settings.strategy())) {
            System.err.println(
                "code was warmed by strategy "
                    + warmed.name()
                    + ", since the result folder's file system has no "
                    + settings.strategy().name());
          }
          System.gc();
          Needed needed = needed();
          HostMemoryMeasurement claimed = HostClaim.of(needed.bytes());
          if (claimed != null && claimed.claimedBytes() >= needed.filledBytes()) {
            settings = inPresentMemory(settings, needed.filledBytes());
          }
          cache.bring(state());
          SystemWatch system = SystemWatch.start(cache);
          ControlGroup.enter(request.groupFolders().stream().map(Path::of).toList());
          requireMemoryLimit();
          before = new Before(system, counters(), claimed);
          return before;
        });
  }

  /**
   * Memory that a load needs: a loaded model may lie in the page cache and in what is filled.
   *
   * @param fileBytes bytes of the model's files that come to lie in the page cache
   * @param filledBytes bytes of the destination, of floats maybe
   */
  private record Needed(long fileBytes, long filledBytes) {
    long bytes() {
      return fileBytes + Math.max(filledBytes, fileBytes);
    }
  }

  private Needed needed() throws IOException {
    try (GgufModel header = GgufModel.open(Path.of(request.model()))) {
      LoadPlan plan = LoadPlan.of(header, settings);
      return new Needed(
          state() == CacheState.WARM ? header.fileBytes() : plan.readBytes(),
          plan.destinationBytes());
    }
  }

  /**
   * A loader that is to choose the pages takes base pages where huge ones must be fetched from the
   * host first; what was claimed is there, as it is on a machine without a host.
   */
  private static LoadSettings inPresentMemory(LoadSettings asked, long filledBytes) {
    return asked.pages() == DestinationPages.AUTO && PageKind.forBytes(filledBytes) == PageKind.HUGE
        ? asked.withPages(DestinationPages.HUGE)
        : asked;
  }

  private List<Path> shards() {
    return request.shards().stream().map(Path::of).toList();
  }

  /** A scope whose manager has no memory controller starts and limits nothing. */
  private void requireMemoryLimit() throws IOException {
    Long asked = request.memoryLimitBytes();
    if (asked == null) {
      return;
    }
    OptionalLong limit = GroupMemory.lowestLimitBytes();
    if (limit.isEmpty() || limit.getAsLong() > asked) {
      throw new IOException(
          "the memory limit does not hold: found "
              + (limit.isPresent() ? Quantities.bytes(limit.getAsLong()) : "none")
              + ", expected "
              + Quantities.bytes(asked)
              + "; run as root, or where control groups of version 2 are handed on to users");
    }
  }

  /**
   * Loads the model: what is timed.
   *
   * @throws IOException when it cannot be loaded
   */
  public LoadedModel load() throws IOException {
    return answering(
        () -> {
          Path file = Path.of(request.model());
          gauge.started(System.nanoTime());
          LoadedModel model = Loader.load(file, settings, gauge.progress());
          gauge.ended(System.nanoTime());
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
            Optional<ProcessCounters> used =
                countersAfter.flatMap(after -> start.counters().map(after::minus));
            SystemWatch.Seen seen = start.system().stop(Set.of());
            Details details = details(model.report(), seen, start);
            Measurement measurement = measurement(model.report(), seen, used, details);
            Optional<String> doubt = CacheControl.doubt(state(), seen);
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
      LoadReport report, SystemWatch.Seen seen, Optional<ProcessCounters> used, Details details) {
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
        seen.residencyBefore(),
        seen.residencyAfter(),
        seen.deviceBytes(),
        used.map(ProcessCounters::readBytes).orElse(null),
        used.map(MeasuredLoad::counters).orElse(null),
        details);
  }

  private Details details(LoadReport report, SystemWatch.Seen seen, Before start) {
    Map<String, String> kernels = new LinkedHashMap<>();
    report.kernels().forEach((type, kernel) -> kernels.put(type.name(), kernel));
    List<LayerTime> layers =
        report.layersReady().stream()
            .map(ready -> new LayerTime(ready.layer(), ready.nanosFromStart()))
            .toList();
    Optional<StreamReport> stream = report.stream();
    return new Details(
        report.readBytes(),
        kernels,
        report.destination(),
        report.granted(),
        layers,
        stream
            .map(StreamReport::firstLayerNanos)
            .or(() -> layers.stream().map(LayerTime::nanos).min(Long::compare))
            .orElse(null),
        stream
            .map(
                fared ->
                    new StreamMeasurement(
                        fared.layers(),
                        fared.stallNanos(),
                        fared.consumeNanos(),
                        fared.peakWindowBytes()))
            .orElse(null),
        seen.readAheadBytes(),
        seen.pressure(),
        seen.readers(),
        request.memoryLimitBytes(),
        seen.groupMemory(),
        start.hostMemory());
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
