package org.weightbench.runner.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.weightbench.analysis.timeline.TimelineTotals;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.experiment.SampleLog;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.experiment.timeline.TimelineEvent.Kind;
import org.weightbench.experiment.timeline.TimelineHeader;
import org.weightbench.experiment.timeline.TimelineLog;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.os.CounterSource;
import org.weightbench.os.ProcessTree;
import org.weightbench.os.ProcessTreeCounters;
import org.weightbench.os.SearchPath;
import org.weightbench.runner.watch.internal.LiveRows;
import org.weightbench.runner.watch.internal.Probes;

/**
 * Watches a command or a running process to its end, and records it as a result of one sample,
 * which all that reads results can read: the cell is the external command with the cache as it was.
 * It needs no rights beyond those to look at one's own processes.
 *
 * @param target what is watched
 * @param model the file that it loads; empty to take the one that shows
 * @param interval between two ticks and two live rows
 * @param resultsRoot folder that holds result folders
 */
public record Watch(WatchTarget target, Optional<Path> model, Duration interval, Path resultsRoot) {
  private static final int RUN = 1;
  private static final String NAME = "watch";
  private static final String STRATEGY = "external";
  private static final Path NO_MODEL = Path.of("unknown");
  private static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * What came of it.
   *
   * @param folder the result
   * @param timeline what was recorded
   * @param exitCode the command's; empty for a process that was not started here
   */
  public record Outcome(ResultFolder folder, Timeline timeline, OptionalInt exitCode) {}

  /**
   * Watches.
   *
   * @param live takes each interval as a timeline of its first and last tick, on another thread
   * @param stop ends the watching, and the command with it, when it completes
   * @throws IOException when the command cannot be started, the process is not there or belongs to
   *     another user, or the result cannot be written
   */
  public Outcome run(Consumer<Timeline> live, CompletableFuture<Void> stop) throws IOException {
    ProcessTree.capability().require();
    Optional<Path> file = model.or(target::model).map(path -> path.toAbsolutePath().normalize());
    Loaded loaded = Loaded.of(file);
    ProcessTree tree =
        switch (target) {
          case WatchTarget.Command _ -> ProcessTree.ofFutureChildren();
          case WatchTarget.Running(long pid) -> visible(pid);
        };
    try (Session session = new Session(loaded, tree, live)) {
      return session.watch(stop);
    }
  }

  private static ProcessTree visible(long pid) throws IOException {
    ProcessTree tree = ProcessTree.of(pid);
    ProcessTreeCounters counters = tree.read();
    if (counters.hidden() > 0 && counters.hidden() == counters.processes()) {
      tree.close();
      throw new IOException(
          "process %d belongs to another user, to whom the system shows its reads; watch it as that"
                  .formatted(pid)
              + " user or as root");
    }
    return tree;
  }

  /**
   * The model's files.
   *
   * @param named the file that was named; empty when none is known
   * @param shards all of its files
   * @param bytes of its tensors, or of the file where it is no GGUF model
   */
  private record Loaded(Optional<Path> named, List<Path> shards, long bytes) {
    static Loaded of(Optional<Path> file) throws IOException {
      if (file.isEmpty()) {
        return new Loaded(file, List.of(), 0);
      }
      Path path = file.get();
      if (!Files.isRegularFile(path)) {
        throw new IOException("model " + path + " does not exist or is no file");
      }
      try (GgufModel model = GgufModel.open(path)) {
        return new Loaded(
            file, model.shards().stream().map(GgufFile::path).toList(), model.tensorBytes());
      } catch (GgufException _) {
        // Other loaders' files are watched as plain bytes.
        return new Loaded(file, List.of(path), Files.size(path));
      }
    }
  }

  private ExperimentDefinition definition(Cell cell, Loaded loaded) {
    Map<String, List<String>> sweep = new LinkedHashMap<>();
    cell.settings().forEach((axis, text) -> sweep.put(axis, List.of(text)));
    return new ExperimentDefinition(
        NAME,
        new ModelSource.ModelFile(loaded.named().orElse(NO_MODEL)),
        sweep,
        1,
        ExperimentDefinition.STANDARD_SEED);
  }

  private Cell cell() {
    return new Cell(
            Map.of(
                Axes.STRATEGY.name(),
                STRATEGY,
                Axes.COMMAND.name(),
                target.commandLine(),
                Axes.CACHE.name(),
                CacheState.ASIS.label()))
        .withoutIdleSettings();
  }

  /** One watching, from the opened counters to the sample. */
  private final class Session implements AutoCloseable {
    private final Loaded loaded;
    private final Cell cell = cell();
    private final Probes probes;
    private final ResultFolder folder;
    private final String startedAt;
    private final long originNanos;
    private final TimelineLog log;
    private final LiveRows rows;
    private boolean recorded;

    Session(Loaded loaded, CounterSource<ProcessTreeCounters> processes, Consumer<Timeline> live)
        throws IOException {
      this.loaded = loaded;
      probes = Probes.open(loaded.shards(), Optional.of(processes), Optional.empty());
      try {
        folder = ResultFolder.create(resultsRoot, definition(cell, loaded), LocalDateTime.now());
        folder.writeMachine(
            MachineInventory.read(
                loaded.shards().isEmpty() ? List.of(folder.path()) : loaded.shards()));
        addKeptCeilings();
        TimelineSampler.warmUp(probes);
        startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        originNanos = System.nanoTime();
        log =
            TimelineLog.create(
                folder.timelineFile(RUN),
                TimelineHeader.of(startedAt, probes.channels(), probes.missing()));
        rows = new LiveRows(startedAt, probes.channels(), interval, live);
      } catch (IOException | RuntimeException failure) {
        probes.close();
        throw failure;
      }
    }

    /** What this machine can do, where that was measured not long ago. */
    private void addKeptCeilings() throws IOException {
      if (loaded.named().isPresent()) {
        String fileSystem = CeilingMeasurement.fileSystem(loaded.named().get());
        Optional<Ceilings> kept = CeilingStore.ofUser().find(fileSystem, CeilingStore.FRESH);
        if (kept.isPresent()) {
          folder.writeJson(ResultFolder.CEILINGS, kept.get());
        }
      }
    }

    Outcome watch(CompletableFuture<Void> stop) throws IOException {
      Span span = sampled(stop);
      event(span.start(), Kind.LOAD_STARTED, "");
      event(span.end(), Kind.LOAD_ENDED, "");
      for (String failure : probes.failures()) {
        event(span.end(), Kind.NOTE, "not read to the end: " + failure);
      }
      log.close();
      Timeline timeline = Timeline.read(folder.timelineFile(RUN));
      try (SampleLog samples = folder.openLog()) {
        samples.append(sample(timeline, span, stop.isDone()));
        recorded = true;
      }
      return new Outcome(folder, timeline, span.exitCode());
    }

    private record Span(long start, long end, OptionalInt exitCode) {}

    private Span sampled(CompletableFuture<Void> stop) throws IOException {
      try (TimelineSampler _ = TimelineSampler.start(probes, this::tick, originNanos, interval)) {
        long start = System.nanoTime();
        return switch (target) {
          case WatchTarget.Command(List<String> words) -> {
            Process process = start(words);
            long end = await(process.toHandle(), stop);
            yield new Span(start, end, OptionalInt.of(ending(process)));
          }
          case WatchTarget.Running(long pid) -> {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            long end = process.isPresent() ? await(process.get(), stop) : start;
            yield new Span(start, end, OptionalInt.empty());
          }
        };
      }
    }

    private void tick(long nanos, long[] values) throws IOException {
      log.tick(nanos, values);
      log.flush();
      rows.tick(nanos, values);
    }

    private static Process start(List<String> words) throws IOException {
      try {
        return new ProcessBuilder(words).inheritIO().start();
      } catch (IOException e) {
        throw new IOException(
            "the command cannot be started: "
                + SearchPath.ofEnvironment()
                    .obstacle(words.getFirst())
                    .orElse(String.valueOf(e.getMessage())),
            e);
      }
    }

    /** Waits for the end of a process or for the signal to stop, and returns when that was. */
    private static long await(ProcessHandle process, CompletableFuture<Void> stop) {
      CompletableFuture.anyOf(process.onExit(), stop).join();
      return System.nanoTime();
    }

    private static int ending(Process process) throws IOException {
      if (process.isAlive()) {
        process.destroy();
      }
      try {
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
        return process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the command ended", e);
      }
    }

    private void event(long nanoTime, Kind kind, String detail) throws IOException {
      log.event(new TimelineEvent(nanoTime - originNanos, kind, detail));
    }

    private Sample sample(Timeline timeline, Span span, boolean stopped) {
      int exitCode = span.exitCode().orElse(0);
      Status status = stopped ? Status.UNVERIFIED : exitCode == 0 ? Status.VERIFIED : Status.FAILED;
      return new Sample(
          Sample.SCHEMA,
          RUN,
          1,
          cell,
          startedAt,
          status,
          switch (status) {
            case VERIFIED -> null;
            case UNVERIFIED -> "watching was stopped before the process ended";
            case FAILED -> "the command ended with exit code " + exitCode;
          },
          status == Status.FAILED
              ? null
              : measurement(timeline, Math.max(1, span.end() - span.start())));
    }

    private Measurement measurement(Timeline timeline, long wallNanos) {
      TimelineTotals totals = TimelineTotals.of(timeline);
      long read = Math.max(totals.readCallBytes().orElse(0), totals.deviceReadBytes().orElse(0));
      long bytes = loaded.shards().isEmpty() ? read : loaded.bytes();
      return new Measurement(
          wallNanos,
          wallNanos,
          List.of(),
          STRATEGY,
          target.commandLine(),
          bytes,
          bytes,
          residency(totals.residentShareBefore()),
          residency(totals.residentShareAfter()),
          totals.deviceReadBytes().isPresent() ? (Long) totals.deviceReadBytes().getAsLong() : null,
          null,
          null);
    }

    private static ResidencyMeasurement residency(OptionalDouble share) {
      return share.isPresent()
          ? new ResidencyMeasurement(share.getAsDouble(), "estimated from stripes, by cachestat")
          : new ResidencyMeasurement(null, "not measured");
    }

    @Override
    public void close() throws IOException {
      try (Probes _ = probes) {
        log.close();
      } finally {
        if (!recorded) {
          discard();
        }
      }
    }

    /** A folder without a sample would be no result. */
    private void discard() throws IOException {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(folder.path())) {
        all = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
