package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.BlockRun;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.CriticalPath;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.LoadReport;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;
import org.weightbench.load.PhaseTime;
import org.weightbench.load.PlannedTensor;
import org.weightbench.load.StreamReport;
import org.weightbench.os.Capability;
import org.weightbench.os.UnavailableException;

/** One load from its start on; used by one thread, but for {@link #stop} and {@link #giveBack}. */
public final class LoadRun implements AutoCloseable {
  private final Path model;
  private final LoadSettings settings;
  private final Resources kept = new Resources();
  private final Resources passing = new Resources();
  private final PhaseClock clock = new PhaseClock();
  private final LoadPlan plan;
  private final @Nullable Destination destination;
  private final ChunkSource source;
  private final Workers workers;
  private final long startNanos;
  private final long headerNanos;

  private LoadRun(
      Path model, LoadSettings settings, Predicate<TensorInfo> wanted, Progress progress)
      throws LoadException, CancelledException {
    this.model = model;
    this.settings = settings;
    try {
      long beganNanos = System.nanoTime();
      clock.begin(Phase.HEADER);
      GgufModel header = openHeader();
      plan = LoadPlan.of(header, settings, wanted);
      clock.end(header.shards().stream().mapToLong(shard -> shard.dataOffset()).sum());
      headerNanos = System.nanoTime() - beganNanos;

      clock.begin(Phase.ALLOCATE);
      destination = allocate();
      source = open();
      clock.end(0);
      startNanos = beganNanos + touchBefore();
      if (progress.cancelled()) {
        throw new CancelledException();
      }
      workers = new Workers(plan, source, destination, passing);
      workers.start();
    } catch (LoadException | CancelledException | RuntimeException | Error e) {
      closeAfter(e, passing);
      closeAfter(e, kept);
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, Resources resources) {
    try {
      resources.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Reads the header, plans, and starts the threads.
   *
   * @param wanted says which of the settings' tensors
   * @throws LoadException when it cannot be done; everything is released then
   * @throws CancelledException when the progress asked to stop; everything is released then
   */
  public static LoadRun start(
      Path model, LoadSettings settings, Predicate<TensorInfo> wanted, Progress progress)
      throws LoadException, CancelledException {
    if (!Files.exists(model)) {
      throw new LoadException(model, -1, Phase.HEADER, "found no such file, expected a GGUF file");
    }
    Capability capability = settings.strategy().availability(model);
    if (!capability.available()) {
      throw new LoadException(
          model,
          -1,
          Phase.HEADER,
          "strategy "
              + settings.strategy().name()
              + " is not available here, because "
              + capability.reason());
    }
    return new LoadRun(model, settings, wanted, progress);
  }

  private GgufModel openHeader() throws LoadException {
    try (ExactHeaderPages pages = new ExactHeaderPages()) {
      return passing.add(GgufModel.open(model, pages));
    } catch (GgufException e) {
      throw new LoadException(
          e.file(),
          e.byteOffset(),
          Phase.HEADER,
          "found " + e.found() + ", expected " + e.expected(),
          e);
    }
  }

  private @Nullable Destination allocate() throws LoadException {
    long bytes = plan.destinationBytes();
    if (bytes == 0) {
      return null;
    }
    try {
      return kept.add(Destination.allocate(bytes, settings.pages(), settings.placement()));
    } catch (UnavailableException e) {
      throw new LoadException(model, -1, Phase.ALLOCATE, e.getMessage(), e);
    } catch (IOException | OutOfMemoryError e) {
      throw noMemory(e);
    }
  }

  private LoadException noMemory(Throwable cause) {
    return new LoadException(
        model,
        -1,
        Phase.ALLOCATE,
        "the destination needs "
            + plan.destinationBytes()
            + " bytes of memory: "
            + cause.getMessage()
            + "; load fewer tensors or deliver mapped",
        cause);
  }

  private ChunkSource open() throws LoadException {
    try {
      boolean mapped = settings.deliver() == Deliver.MAPPED;
      return (mapped ? kept : passing).add(settings.strategy().open(plan));
    } catch (IOException e) {
      throw new LoadException(model, -1, Phase.ALLOCATE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the nanoseconds that it took, which are not part of the load. */
  private long touchBefore() throws LoadException {
    long beganNanos = System.nanoTime();
    if (destination != null && settings.pages().touchedBefore()) {
      try {
        destination.touchAll();
      } catch (IOException e) {
        throw noMemory(e);
      }
    }
    return System.nanoTime() - beganNanos;
  }

  /** Returns what is done. */
  public LoadPlan plan() {
    return plan;
  }

  /** Returns the tensor's bytes in the delivered form, read-only. */
  public MemorySegment segment(PlannedTensor tensor) {
    MemorySegment whole =
        settings.deliver() == Deliver.MAPPED
            ? source.mapping(tensor.info().shard())
            : destination == null ? MemorySegment.NULL : destination.segment();
    return whole.asSlice(tensor.offset(), tensor.byteSize()).asReadOnly();
  }

  /**
   * Waits until everything is loaded.
   *
   * @throws LoadException when it cannot be done
   * @throws CancelledException when the progress asked to stop
   */
  public void awaitAll(Progress progress) throws LoadException, CancelledException {
    workers.awaitAll(progress);
  }

  /**
   * Waits until one of the plan's groups is ready.
   *
   * @param group its index
   * @throws LoadException when it cannot be done
   * @throws CancelledException when the progress asked to stop, or the load was stopped
   */
  public void awaitGroup(int group, Progress progress) throws LoadException, CancelledException {
    workers.awaitGroup(group, progress);
  }

  /** Notes that a consumer needs one of the plan's groups no longer. */
  public void giveBack(int group) {
    workers.giveBack(group);
  }

  /** Returns the most bytes that were in the window; 0 without one. */
  public long peakWindowBytes() {
    return workers.peakWindowBytes();
  }

  /** Returns when the time began to run, as {@link System#nanoTime} counts. */
  public long startNanos() {
    return startNanos;
  }

  /** Reports a load that has ended; releases all but what the tensors lie in. Called once. */
  public LoadReport finish() {
    long endNanos = workers.lastFinish().map(Workers.Finish::atNanos).orElse(System.nanoTime());
    List<PhaseTime> legs = new ArrayList<>(clock.elapsed());
    workers.lastFinish().ifPresent(finish -> legs.addAll(finish.clock().elapsed()));
    return report(endNanos, legs, List.of(), Optional.empty());
  }

  /**
   * Reports a load whose layers were consumed; see {@link #finish()}. The time that the consumer
   * waited belongs to what bound the workers.
   *
   * @param endNanos when the last layer was consumed
   */
  public LoadReport finish(long endNanos, StreamReport stream) {
    List<PhaseTime> legs = new ArrayList<>(clock.elapsed());
    long serialNanos = legs.stream().mapToLong(PhaseTime::busyNanos).sum();
    PhaseTime consumed = new PhaseTime(Phase.CONSUME, stream.consumeNanos(), plan.deliveredBytes());
    Phase bound =
        workers.clocks().stream()
            .flatMap(worker -> worker.busy().stream())
            .max(Comparator.comparingLong(PhaseTime::busyNanos))
            .map(PhaseTime::phase)
            .orElse(Phase.HEADER);
    legs.add(new PhaseTime(bound, Math.max(0, stream.stallNanos() - serialNanos), 0));
    legs.add(consumed);
    return report(endNanos, legs, List.of(consumed), Optional.of(stream));
  }

  private LoadReport report(
      long endNanos,
      List<PhaseTime> legs,
      List<PhaseTime> consumed,
      Optional<StreamReport> stream) {
    workers.stop();
    List<String> granted = new ArrayList<>(source.granted());
    if (plan.mostUnderWay() < settings.queueDepth()) {
      granted.add(
          "%d of %d chunks under way, since those that become floats are held to %d MiB"
              .formatted(
                  plan.mostUnderWay(), settings.queueDepth(), LoadSettings.STAGED_BYTES >> 20));
    }
    clock.begin(Phase.RELEASE);
    passing.close();
    clock.end(0);
    List<PhaseTime> phases = new ArrayList<>(clock.busy());
    workers.clocks().forEach(worker -> phases.addAll(worker.busy()));
    phases.addAll(consumed);
    long wallNanos = endNanos - startNanos;
    return new LoadReport(
        wallNanos,
        headerNanos,
        sum(phases),
        criticalPath(sum(legs), wallNanos),
        plan.logicalBytes(),
        plan.readBytes(),
        plan.deliveredBytes(),
        settings.strategy().name(),
        settings.deliver(),
        workers.readThreads(),
        workers.dequantizeThreads(),
        workers.helperThreads(),
        plan.chunkBytes(),
        destination == null ? "mapping of the file" : destination.description(),
        granted,
        kernels(),
        workers.layers().layersReady(startNanos),
        stream);
  }

  private Map<TensorType, String> kernels() {
    Map<TensorType, String> kernels = new EnumMap<>(TensorType.class);
    for (Chunk chunk : plan.chunks()) {
      for (BlockRun run : chunk.pieces()) {
        kernels.computeIfAbsent(run.dequantizer().type(), _ -> run.dequantizer().kernelName());
      }
    }
    return kernels;
  }

  private static List<PhaseTime> sum(List<PhaseTime> times) {
    Map<Phase, PhaseTime> sums = new EnumMap<>(Phase.class);
    for (PhaseTime time : times) {
      sums.merge(
          time.phase(),
          time,
          (a, b) -> new PhaseTime(a.phase(), a.busyNanos() + b.busyNanos(), a.bytes() + b.bytes()));
    }
    return List.copyOf(sums.values());
  }

  private static CriticalPath criticalPath(List<PhaseTime> legs, long wallNanos) {
    long accounted = legs.stream().mapToLong(PhaseTime::busyNanos).sum();
    return new CriticalPath(legs, Math.max(0, wallNanos - accounted));
  }

  /** Stops the threads, in the middle if need be, and releases everything. */
  @Override
  public void close() {
    stop();
    try {
      passing.close();
    } finally {
      kept.close();
    }
  }

  /** Stops the threads and returns when they have ended. */
  public void stop() {
    workers.stop();
  }
}
