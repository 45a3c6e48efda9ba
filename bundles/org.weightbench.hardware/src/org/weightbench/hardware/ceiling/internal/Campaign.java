package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.CeilingProgress;
import org.weightbench.hardware.ceiling.CeilingRequest;
import org.weightbench.hardware.ceiling.Ceilings.Missing;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.IoUring;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.UnavailableException;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/** All measurements of one request, one stage after the other. Used once, by one thread. */
public final class Campaign {
  private static final long MIB = 1L << 20;
  private static final long PAGE_BYTES = 4096;
  private static final int LEAST_STORAGE_THREADS = 4;
  private static final int MOST_STORAGE_THREADS = 16;
  private static final List<Long> SEQUENTIAL_BLOCKS = List.of(128L << 10, MIB, 4 * MIB);
  private static final List<Long> RANDOM_BLOCKS = List.of(4L << 10, 128L << 10);
  private static final int RESTED_THREADS = 2;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final int DEPTH = 32;
  private static final long RING_BYTES = 32 * MIB;
  private static final long LARGEST_RING_BLOCK = 4 * MIB;
  private static final long BUFFERED_BLOCK = 4 * MIB;
  private static final long POPULATED_BLOCK = 64 * MIB;
  private static final long WARM_BYTES = 256 * MIB;
  private static final long LEAST_FRESH_BYTES = 16 * MIB;
  private static final long FRESH_READ_BYTES = 512 * MIB;
  private static final long FRESH_BYTES = 256 * MIB;
  private static final long STREAM_BYTES = 512 * MIB;

  /** So that the arrays are larger than the caches of many cores, too. */
  private static final long STREAM_BYTES_OF_A_THREAD = 128 * MIB;

  private static final int MOST_FRESH_THREADS = 4;
  private static final int MOST_DEQUANTIZE_WEIGHT = 70;

  private static final long COLD_SAMPLE = 300_000_000L;
  private static final long FRESH_SAMPLE = 200_000_000L;
  private static final long MOST_FRESH_SAMPLE = 500_000_000L;
  private static final long ENOUGH_FRESH_BYTES = 96 * MIB;
  private static final long WEIGHTS = 32 * MIB;
  private static final long LEAST_DEQUANTIZE_SAMPLE = 4_000_000L;
  private static final long LEAST_STORAGE_SAMPLE = 5_000_000L;
  private static final long ENOUGH_OF_STORAGE = 60_000_000L;
  private static final long MOST_STORAGE_SAMPLE = 150_000_000L;
  private static final long MOST_PROCESSOR_SAMPLE = 40_000_000L;

  private final CeilingRequest request;
  private final Target target;
  private final CeilingProgress progress;
  private final long startNanos;
  private final Room room = Room.ofThisProcess();
  private final List<Ceiling> ceilings = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();

  /** One part of the campaign with its share of the time. */
  private record Stage(int weight, Measuring measuring) {}

  /** How long a sample takes when there are so many probes. */
  @FunctionalInterface
  private interface SampleNanos {
    long of(int probes);
  }

  /** Measures until about a deadline. */
  @FunctionalInterface
  private interface Measuring {
    void until(long deadlineNanos) throws IOException;
  }

  /**
   * Prepares; measures nothing yet.
   *
   * @param startNanos when the budget began, as {@link System#nanoTime} counts
   */
  public Campaign(
      CeilingRequest request, Target target, CeilingProgress progress, long startNanos) {
    this.request = request;
    this.target = target;
    this.progress = progress;
    this.startNanos = startNanos;
  }

  /**
   * Measures everything, or what there is time for until it is cancelled.
   *
   * @throws IOException when the file cannot be read at all
   */
  public void run() throws IOException {
    List<Stage> stages =
        List.of(
            new Stage(4, this::fresh),
            new Stage(10, this::direct),
            new Stage(60, this::intoFresh),
            new Stage(10, this::rested),
            new Stage(6, this::random),
            new Stage(14, this::coldReads),
            new Stage(10, this::coldMaps),
            new Stage(6, this::warm),
            new Stage(8, this::memory),
            new Stage(dequantizeWeight(), this::dequantize));
    long end = startNanos + request.budget().toNanos();
    int weights = stages.stream().mapToInt(Stage::weight).sum();
    for (Stage stage : stages) {
      long now = System.nanoTime();
      stage.measuring().until(now + Math.max(0, end - now) * stage.weight() / weights);
      weights -= stage.weight();
    }
  }

  /** Returns what was measured. */
  public List<Ceiling> ceilings() {
    return List.copyOf(ceilings);
  }

  /** Returns what could not be measured. */
  public List<Missing> missing() {
    return List.copyOf(missing);
  }

  private int dequantizeWeight() {
    return Math.min(MOST_DEQUANTIZE_WEIGHT, 16 + 2 * request.types().size());
  }

  private void direct(long deadline) throws IOException {
    AtomicLong cursor = new AtomicLong();
    reads(
        CeilingKind.SEQUENTIAL_DIRECT,
        OpenMode.DIRECT,
        blocks(SEQUENTIAL_BLOCKS, bytes()),
        ReadProbe.Before.NOTHING,
        ReadProbe.Order.sequential(cursor, bytes()),
        probes -> storageSample(probes, deadline),
        deadline);
  }

  private void random(long deadline) throws IOException {
    reads(
        CeilingKind.RANDOM_DIRECT,
        OpenMode.DIRECT,
        blocks(RANDOM_BLOCKS, bytes()),
        ReadProbe.Before.NOTHING,
        ReadProbe.Order.random(bytes()),
        probes -> storageSample(probes, deadline),
        deadline);
  }

  private void intoFresh(long deadline) throws IOException {
    long block = blocks(List.of(BUFFERED_BLOCK), bytes()).getFirst();
    long most = Math.min(scaled(FRESH_READ_BYTES, LEAST_FRESH_BYTES), room.bytes() / 2);
    long bytes = Math.max(block, Math.min(most, bytes()) / block * block);
    List<Integer> threads = threadCounts(Math.min(request.threads(), MOST_FRESH_THREADS));
    try (Team team = new Team();
        FreshReads reads = FreshReads.open(target, team, threads, block, bytes)) {
      missing.addAll(reads.missing());
      measure(reads.probes(), scaled(freshSample(), LEAST_STORAGE_SAMPLE), deadline);
    }
  }

  /** Longer on slow storage, where throttles let requests pass in slices of a tenth of a second. */
  private long freshSample() {
    double fastest =
        ceilings.stream()
            .filter(ceiling -> ceiling.kind() == CeilingKind.SEQUENTIAL_DIRECT)
            .mapToDouble(Ceiling::median)
            .max()
            .orElse(Double.POSITIVE_INFINITY);
    return Math.clamp(
        Math.round(ENOUGH_FRESH_BYTES / fastest * 1e9), FRESH_SAMPLE, MOST_FRESH_SAMPLE);
  }

  /** Only with time enough: rests cannot be shortened. */
  private void rested(long deadline) throws IOException {
    if (request.budget().compareTo(CeilingRequest.USUAL_BUDGET.dividedBy(2)) < 0) {
      missing.add(
          new Missing(
              CeilingKind.SEQUENTIAL_RESTED,
              "there was no time for rests; half a minute is enough"));
      return;
    }
    long block = blocks(List.of(BUFFERED_BLOCK), bytes()).getFirst();
    try (Team team = new Team();
        Lanes lanes = Lanes.open(target.file(), OpenMode.DIRECT, RESTED_THREADS, block)) {
      ReadProbe probe =
          new ReadProbe(
              CeilingKind.SEQUENTIAL_RESTED,
              Conditions.requests(block, 1, RESTED_THREADS),
              team,
              lanes,
              () -> LockSupport.parkNanos(REST.toNanos()),
              ReadProbe.Order.sequential(new AtomicLong(), bytes()));
      measure(List.of(probe), CeilingRequest.RESTED_READ.toNanos(), deadline);
    } catch (UnavailableException e) {
      missing.add(new Missing(CeilingKind.SEQUENTIAL_RESTED, e.capability().reason()));
    }
  }

  /** Long samples: the kernel reads ahead with larger and larger folios in the first 50 MB. */
  private void coldReads(long deadline) throws IOException {
    List<Long> blocks = blocks(List.of(BUFFERED_BLOCK), bytes());
    ColdRegion region = new ColdRegion(target, bytes(), blocks.getLast());
    reads(
        CeilingKind.SEQUENTIAL_COLD,
        OpenMode.BUFFERED,
        blocks,
        region,
        ReadProbe.Order.once(region.cursor(), bytes()),
        _ -> scaled(COLD_SAMPLE, LEAST_STORAGE_SAMPLE),
        deadline);
  }

  private long bytes() throws IOException {
    return Files.size(target.file());
  }

  private void coldMaps(long deadline) throws IOException {
    try (Team team = new Team();
        NativeFile file = NativeFile.open(target.file(), OpenMode.BUFFERED)) {
      ColdRegion cold =
          new ColdRegion(
              target, file.size(), blocks(List.of(POPULATED_BLOCK), file.size()).getFirst());
      List<MapProbe> probes =
          mapProbes(
              CeilingKind.FAULT_COLD,
              CeilingKind.POPULATE_COLD,
              team,
              file,
              cold,
              new MapProbe.Region(cold.cursor(), file.size()));
      measure(probes, scaled(COLD_SAMPLE, LEAST_STORAGE_SAMPLE), deadline);
    } catch (UnavailableException e) {
      missing.add(new Missing(CeilingKind.FAULT_COLD, e.capability().reason()));
    }
  }

  private void warm(long deadline) throws IOException {
    try (Team team = new Team();
        NativeFile file = NativeFile.open(target.file(), OpenMode.BUFFERED)) {
      long bytes = Math.min(file.size(), Math.min(WARM_BYTES, room.bytes() / 4));
      target.warm(bytes);
      List<Probe> probes = new ArrayList<>();
      long block = blocks(List.of(BUFFERED_BLOCK), bytes).getFirst();
      List<Integer> threads = threadCounts(request.threads());
      try (Lanes lanes = Lanes.open(target.file(), OpenMode.BUFFERED, threads.getLast(), block)) {
        AtomicLong cursor = new AtomicLong();
        for (int count : threads) {
          probes.add(
              new ReadProbe(
                  CeilingKind.SEQUENTIAL_CACHED,
                  Conditions.requests(block, 1, count),
                  team,
                  lanes,
                  ReadProbe.Before.NOTHING,
                  ReadProbe.Order.sequential(cursor, bytes)));
        }
        probes.addAll(
            mapProbes(
                CeilingKind.FAULT_WARM,
                CeilingKind.POPULATE_WARM,
                team,
                file,
                ReadProbe.Before.NOTHING,
                MapProbe.Region.whole(bytes)));
        measure(probes, processorSample(), deadline);
      }
    } catch (UnavailableException e) {
      missing.add(new Missing(CeilingKind.SEQUENTIAL_CACHED, e.capability().reason()));
    }
  }

  private List<MapProbe> mapProbes(
      CeilingKind touched,
      CeilingKind populated,
      Team team,
      NativeFile file,
      ReadProbe.Before before,
      MapProbe.Region region) {
    List<MapProbe> probes = new ArrayList<>();
    for (int count : threadCounts(request.threads())) {
      probes.add(
          new MapProbe(
              touched,
              Conditions.requests(
                  blocks(List.of(BUFFERED_BLOCK), region.bytes()).getFirst(), 0, count),
              team,
              file,
              before,
              region,
              MapProbe.Present.TOUCHED));
      if (MemoryAdvice.POPULATE_READ.capability().available()) {
        probes.add(
            new MapProbe(
                populated,
                Conditions.requests(
                    blocks(List.of(POPULATED_BLOCK), region.bytes()).getFirst(), 0, count),
                team,
                file,
                before,
                region,
                MapProbe.Present.POPULATED));
      }
    }
    if (!MemoryAdvice.POPULATE_READ.capability().available()) {
      missing.add(new Missing(populated, MemoryAdvice.POPULATE_READ.capability().reason()));
    }
    return probes;
  }

  private void fresh(long deadline) {
    List<FreshProbe> probes = new ArrayList<>();
    try (Team team = new Team()) {
      List<Integer> threads = threadCounts(request.threads());
      long most = scaled(FRESH_BYTES, LEAST_FRESH_BYTES);
      long bytes = Math.min(most, room.bytes() / (FreshProbe.KEPT * threads.size()));
      threads.forEach(count -> probes.add(new FreshProbe(team, count, bytes)));
      measure(probes, 0, deadline);
    } finally {
      probes.forEach(FreshProbe::close);
    }
  }

  private void memory(long deadline) throws IOException {
    List<Integer> threads = threadCounts(request.threads());
    long now = System.nanoTime();
    long each = (deadline - now) / threads.size();
    long most = Math.max(STREAM_BYTES, STREAM_BYTES_OF_A_THREAD * request.threads());
    long bytes = Math.min(most, room.bytes());
    try (Team team = new Team()) {
      for (int i = 0; i < threads.size(); i++) {
        try (MemoryProbe.Arrays arrays = MemoryProbe.Arrays.allocate(team, threads.get(i), bytes)) {
          List<MemoryProbe> probes =
              Stream.of(
                      CeilingKind.MEMORY_READ,
                      CeilingKind.MEMORY_WRITE,
                      CeilingKind.MEMORY_COPY,
                      CeilingKind.MEMORY_TRIAD)
                  .map(kind -> new MemoryProbe(kind, team, arrays))
                  .toList();
          measure(probes, processorSample(), now + each * (i + 1));
        }
      }
    }
  }

  private void dequantize(long deadline) throws IOException {
    List<TensorType> types = List.copyOf(new TreeSet<>(request.types()));
    long weights = Math.min(WEIGHTS, room.bytes() / 32);
    try (Team team = new Team();
        DequantizeProbe.Memory memory = DequantizeProbe.Memory.allocate(weights)) {
      for (int i = 0; i < types.size() && !progress.cancelled(); i++) {
        TensorType type = types.get(i);
        List<Dequantizer> dequantizers = dequantizers(type);
        progress.at(share(), "warming the kernels of " + type);
        dequantizers.forEach(Dequantizer::warmUp);
        memory.fill(type);
        List<DequantizeProbe> probes = new ArrayList<>();
        for (int count : threadCounts(request.threads())) {
          dequantizers.forEach(
              dequantizer -> probes.add(new DequantizeProbe(team, dequantizer, count, memory)));
        }
        long now = System.nanoTime();
        long until = now + (deadline - now) / (types.size() - i);
        measure(probes, dequantizeSample(probes.size(), until - now), until);
      }
    }
  }

  private static List<Dequantizer> dequantizers(TensorType type) {
    return Stream.of(FloatFormat.values()).map(format -> Dequantizer.of(type, format)).toList();
  }

  private void reads(
      CeilingKind kind,
      OpenMode mode,
      List<Long> blocks,
      ReadProbe.Before before,
      ReadProbe.Order order,
      SampleNanos sampleNanos,
      long deadline)
      throws IOException {
    List<Integer> threads = storageThreads();
    List<Conditions> rings = mode == OpenMode.DIRECT ? rings(blocks) : List.of();
    long buffer =
        rings.stream()
            .mapToLong(ring -> ring.blockBytes() * ring.queueDepth())
            .reduce(blocks.getLast(), Math::max);
    try (Team team = new Team();
        Lanes lanes = Lanes.open(target.file(), mode, threads.getLast(), buffer)) {
      List<Probe> probes = new ArrayList<>();
      for (long block : blocks) {
        for (int count : threads) {
          Conditions conditions = Conditions.requests(block, 1, count);
          probes.add(new ReadProbe(kind, conditions, team, lanes, before, order));
        }
      }
      rings.forEach(ring -> probes.add(new RingProbe(kind, ring, team, lanes, order)));
      measure(probes, sampleNanos.of(probes.size()), deadline);
    } catch (UnavailableException e) {
      missing.add(new Missing(kind, e.capability().reason()));
    }
  }

  /** One thread with many requests under way, where the system has io_uring. */
  private List<Conditions> rings(List<Long> blocks) {
    if (!IoUring.capability().available()) {
      return List.of();
    }
    return blocks.stream()
        .filter(block -> block <= LARGEST_RING_BLOCK)
        .map(block -> Conditions.requests(block, (int) Math.min(DEPTH, RING_BYTES / block), 1))
        .toList();
  }

  private void measure(List<? extends Probe> probes, long sampleNanos, long deadline) {
    Rounds rounds = new Rounds(this::goOn);
    List<Ceiling> measured = rounds.measure(probes, sampleNanos, deadline);
    measured.forEach(progress::measured);
    ceilings.addAll(measured);
    missing.addAll(rounds.missing());
  }

  private boolean goOn(Probe probe) {
    progress.at(share(), probe.kind().title());
    return !progress.cancelled();
  }

  private long processorSample() {
    return scaled(MOST_PROCESSOR_SAMPLE, LEAST_STORAGE_SAMPLE);
  }

  /** Shorter where many types must share the time. */
  private long dequantizeSample(int probes, long nanos) {
    return Math.clamp(
        nanos / (probes * (Series.ENOUGH + 1L)), LEAST_DEQUANTIZE_SAMPLE, processorSample());
  }

  /** Returns what suits the budget: the most unless it is less than a third of the usual one. */
  private long scaled(long most, long least) {
    double share = request.budget().toNanos() / (double) CeilingRequest.USUAL_BUDGET.toNanos();
    return Math.clamp(Math.round(most * share * 3), least, most);
  }

  private double share() {
    return Math.min(0.99, (System.nanoTime() - startNanos) / (double) request.budget().toNanos());
  }

  private List<Integer> storageThreads() {
    return threadCounts(Math.clamp(request.threads(), LEAST_STORAGE_THREADS, MOST_STORAGE_THREADS));
  }

  /** Long enough that the requests left over at the end of a sample do not matter. */
  private long storageSample(int probes, long deadline) {
    long left = deadline - System.nanoTime();
    long least = scaled(ENOUGH_OF_STORAGE, LEAST_STORAGE_SAMPLE);
    return Math.clamp(
        left / Math.max(1, probes * (Series.ENOUGH + 1L)), least, MOST_STORAGE_SAMPLE);
  }

  /** Returns 1, 2, 4 … and the largest number itself. */
  private static List<Integer> threadCounts(int most) {
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count < most; count *= 2) {
      counts.add(count);
    }
    counts.add(most);
    return counts;
  }

  /** Returns the blocks that fit, or the whole pages of a tiny file. */
  private static List<Long> blocks(List<Long> wanted, long bytes) {
    List<Long> fitting = wanted.stream().filter(block -> block <= bytes).toList();
    return fitting.isEmpty() ? List.of(bytes / PAGE_BYTES * PAGE_BYTES) : fitting;
  }
}
