package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
import org.weightbench.os.Capability;

/** One load from start to end. */
public final class LoadRun {
  private final Path model;
  private final LoadSettings settings;
  private final PhaseClock clock = new PhaseClock();

  /** Creates a load of a model. */
  public LoadRun(Path model, LoadSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * What a load leaves.
   *
   * @param plan what was done
   * @param report how it went
   * @param segments the tensors by name
   * @param resources the memory they lie in
   */
  public record Result(
      LoadPlan plan, LoadReport report, Map<String, MemorySegment> segments, Resources resources) {}

  /**
   * Loads; called once.
   *
   * @throws LoadException when it cannot be done
   * @throws CancelledException when the progress asked to stop
   */
  public Result run(Predicate<TensorInfo> wanted, Progress progress)
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
    Resources kept = new Resources();
    Resources passing = new Resources();
    try {
      Result result = load(wanted, progress, kept, passing);
      passing.close();
      return result;
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

  private Result load(
      Predicate<TensorInfo> wanted, Progress progress, Resources kept, Resources passing)
      throws LoadException, CancelledException {
    long startNanos = System.nanoTime();
    clock.begin(Phase.HEADER);
    GgufModel header = openHeader(passing);
    LoadPlan plan = LoadPlan.of(header, settings, wanted);
    clock.end(header.shards().stream().mapToLong(shard -> shard.dataOffset()).sum());
    long headerNanos = System.nanoTime() - startNanos;

    boolean mapped = settings.deliver() == Deliver.MAPPED;
    clock.begin(Phase.ALLOCATE);
    Destination destination = allocate(plan, kept);
    ChunkSource source = open(plan, mapped ? kept : passing);
    clock.end(0);

    if (progress.cancelled()) {
      throw new CancelledException();
    }
    Workers workers = new Workers(plan, source, destination, passing);
    workers.run(progress);
    long endNanos = workers.lastFinish().map(Workers.Finish::atNanos).orElse(System.nanoTime());
    Map<String, MemorySegment> segments = segments(plan, source, destination);

    List<PhaseTime> serial = clock.elapsed();
    clock.begin(Phase.RELEASE);
    passing.close();
    clock.end(0);
    LoadReport report =
        new LoadReport(
            endNanos - startNanos,
            headerNanos,
            phases(workers),
            criticalPath(serial, workers, endNanos - startNanos),
            plan.logicalBytes(),
            plan.readBytes(),
            plan.deliveredBytes(),
            settings.strategy().name(),
            settings.deliver(),
            workers.threads(),
            0,
            workers.helperThreads(),
            plan.chunkBytes(),
            destination == null ? "mapping of the file" : destination.description(),
            source.granted(),
            kernels(plan),
            List.of(),
            Optional.empty());
    return new Result(plan, report, segments, kept);
  }

  private static Map<TensorType, String> kernels(LoadPlan plan) {
    Map<TensorType, String> kernels = new EnumMap<>(TensorType.class);
    for (Chunk chunk : plan.chunks()) {
      for (BlockRun run : chunk.pieces()) {
        kernels.computeIfAbsent(run.dequantizer().type(), _ -> run.dequantizer().kernelName());
      }
    }
    return kernels;
  }

  private GgufModel openHeader(Resources passing) throws LoadException {
    try {
      return passing.add(GgufModel.open(model));
    } catch (GgufException e) {
      throw new LoadException(
          e.file(),
          e.byteOffset(),
          Phase.HEADER,
          "found " + e.found() + ", expected " + e.expected(),
          e);
    }
  }

  private @Nullable Destination allocate(LoadPlan plan, Resources kept) throws LoadException {
    if (plan.destinationBytes() == 0) {
      return null;
    }
    try {
      return kept.add(Destination.allocate(plan.destinationBytes()));
    } catch (IOException | OutOfMemoryError e) {
      throw new LoadException(
          model,
          -1,
          Phase.ALLOCATE,
          "the destination needs "
              + plan.destinationBytes()
              + " bytes of memory: "
              + e.getMessage()
              + "; load fewer tensors or deliver mapped",
          e);
    }
  }

  private ChunkSource open(LoadPlan plan, Resources owner) throws LoadException {
    try {
      return owner.add(settings.strategy().open(plan));
    } catch (IOException e) {
      throw new LoadException(model, -1, Phase.ALLOCATE, String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, MemorySegment> segments(
      LoadPlan plan, ChunkSource source, @Nullable Destination destination) {
    Map<String, MemorySegment> segments = new HashMap<>();
    boolean mapped = plan.settings().deliver() == Deliver.MAPPED;
    for (PlannedTensor tensor : plan.tensors()) {
      MemorySegment whole;
      if (mapped) {
        whole = source.mapping(tensor.info().shard());
      } else {
        whole = destination == null ? MemorySegment.NULL : destination.segment();
      }
      segments.put(
          tensor.info().name(), whole.asSlice(tensor.offset(), tensor.byteSize()).asReadOnly());
    }
    return segments;
  }

  private List<PhaseTime> phases(Workers workers) {
    List<PhaseTime> all = new ArrayList<>(clock.busy());
    workers.clocks().forEach(worker -> all.addAll(worker.busy()));
    return sum(all);
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

  private static CriticalPath criticalPath(
      List<PhaseTime> serial, Workers workers, long wallNanos) {
    List<PhaseTime> legs = new ArrayList<>(serial);
    workers.lastFinish().ifPresent(finish -> legs.addAll(finish.clock().elapsed()));
    List<PhaseTime> summed = sum(legs);
    long accounted = summed.stream().mapToLong(PhaseTime::busyNanos).sum();
    return new CriticalPath(summed, Math.max(0, wallNanos - accounted));
  }
}
