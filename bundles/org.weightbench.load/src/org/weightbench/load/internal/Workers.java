package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkReader;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * The threads of one load: those that read, those that dequantize where they are others, and the
 * helper that touches pages ahead of them.
 */
final class Workers {
  private static final long PROGRESS_MILLIS = 20;

  private final LoadPlan plan;
  private final ChunkSource source;
  private final @Nullable Destination destination;
  private final Staging staging;
  private final LayerProgress layers;
  private final ChunkDispenser dispenser;
  private final HandOver handOver;
  private final CountDownLatch running;
  private final List<Reader> readers = new ArrayList<>();
  private final List<DequantizingWorker> dequantizers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final PhaseClock helperClock = new PhaseClock();

  /**
   * Creates the threads of a load.
   *
   * @param destination what is filled, or null when mapped
   * @param passing closes what workers allocate for themselves
   */
  Workers(LoadPlan plan, ChunkSource source, @Nullable Destination destination, Resources passing) {
    this.plan = plan;
    this.source = source;
    this.destination = destination;
    this.staging = new Staging(plan, passing);
    this.layers = new LayerProgress(plan);
    this.dispenser = new ChunkDispenser(plan, layers);
    LoadSettings settings = plan.settings();
    int chunks = plan.chunks().size();
    for (int i = 0; i < Math.min(settings.readThreads(), chunks); i++) {
      readers.add(new Reader());
    }
    if (destination != null) {
      for (int i = 0; i < Math.min(settings.dequantizeThreads(), chunks); i++) {
        dequantizers.add(new DequantizingWorker(destination));
      }
    }
    this.handOver = new HandOver(readers.size());
    this.running = new CountDownLatch(readers.size() + dequantizers.size());
  }

  /** Starts all threads. */
  void start() {
    if (helperThreads() > 0) {
      threads.add(start("weightbench-load-touch", this::touchAhead));
    }
    for (int i = 0; i < readers.size(); i++) {
      threads.add(start("weightbench-load-" + i, readers.get(i)));
    }
    for (int i = 0; i < dequantizers.size(); i++) {
      threads.add(start("weightbench-load-dequantize-" + i, dequantizers.get(i)));
    }
  }

  /**
   * Waits until every chunk is in its place and all threads have ended.
   *
   * @throws LoadException when a worker failed
   * @throws CancelledException when the progress asked to stop
   */
  void awaitAll(Progress progress) throws LoadException, CancelledException {
    boolean cancelled;
    try {
      cancelled = await(progress);
    } finally {
      stop();
    }
    throwFailure();
    if (cancelled) {
      throw new CancelledException();
    }
  }

  /**
   * Waits until a group of tensors is ready.
   *
   * @throws LoadException when a worker failed
   * @throws CancelledException when the progress asked to stop, or the load was stopped
   */
  void awaitGroup(int group, Progress progress) throws LoadException, CancelledException {
    try {
      while (!layers.await(group, PROGRESS_MILLIS)) {
        throwFailure();
        progress.step(dispenser.doneBytes(), plan.readBytes());
        if (dispenser.stopped()) {
          throw new CancelledException();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  /** Notes that a consumer needs a group no longer. */
  void giveBack(int group) {
    dispenser.giveBack(group);
  }

  /** Stops all threads and returns when they have ended. */
  void stop() {
    dispenser.stop();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    layers.end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the number of threads that read. */
  int readThreads() {
    return readers.size();
  }

  /** Returns the number of threads beside those that dequantize. */
  int dequantizeThreads() {
    return dequantizers.size();
  }

  /**
   * Returns the number of threads beside those. Reads gain from pages that others have touched
   * ahead of them; who makes floats touches pages best just before writing to them, so that a
   * helper only pays where a processor has nothing to do.
   */
  int helperThreads() {
    LoadSettings settings = plan.settings();
    int writers = dequantizers.isEmpty() ? readers.size() : dequantizers.size();
    boolean pays =
        settings.deliver().floats().isEmpty()
            || writers < Runtime.getRuntime().availableProcessors();
    boolean toBeTouched = destination != null && !settings.pages().touchedBefore();
    return toBeTouched && pays && !readers.isEmpty() ? 1 : 0;
  }

  /** Returns the clocks of all threads; read after the end. */
  List<PhaseClock> clocks() {
    return Stream.concat(Stream.of(helperClock), workers().map(worker -> worker.clock)).toList();
  }

  /** Returns which groups are ready, and since when. */
  LayerProgress layers() {
    return layers;
  }

  /** Returns the most bytes that were in the window. */
  long peakWindowBytes() {
    return dispenser.peakWindowBytes();
  }

  /** Returns the worker that finished last, or nothing when there was nothing to load. */
  Optional<Finish> lastFinish() {
    return workers()
        .flatMap(worker -> Stream.ofNullable(worker.finish))
        .max((a, b) -> Long.compare(a.atNanos - b.atNanos, 0));
  }

  private Stream<Worker> workers() {
    return Stream.concat(readers.stream(), dequantizers.stream());
  }

  /**
   * The end of a worker.
   *
   * @param atNanos when its last chunk was ready, as {@link System#nanoTime} counts
   * @param clock its times
   */
  record Finish(long atNanos, PhaseClock clock) {}

  private static Thread start(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  private boolean await(Progress progress) {
    long total = plan.readBytes();
    boolean cancelled = false;
    try {
      while (!running.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.at(dispenser.doneBytes(), total);
        if (progress.cancelled() && !cancelled) {
          cancelled = true;
          dispenser.stop();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
    if (failure.get() == null && !cancelled) {
      progress.at(dispenser.doneBytes(), total);
    }
    return cancelled;
  }

  private void throwFailure() throws LoadException {
    switch (failure.get()) {
      case null -> {}
      case LoadException known -> throw known;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    dispenser.stop();
    handOver.stop();
    layers.end();
  }

  private void touchAhead() {
    Destination touched = destination;
    if (touched == null) {
      return;
    }
    try {
      touched.touchAhead(() -> dispenser.stopped() || running.getCount() == 0, helperClock);
    } catch (IOException e) {
      fail(new LoadException(plan.shards().getFirst(), -1, Phase.ALLOCATE, e.getMessage(), e));
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** What readers and dequantizers have in common: a clock, and the care for failures. */
  private abstract class Worker implements Runnable {
    final PhaseClock clock = new PhaseClock();
    private @Nullable Finish finish;

    abstract void work() throws IOException;

    /** Returns the chunk at fault, as well as it is known. */
    abstract @Nullable Chunk chunkInWork();

    @Override
    public void run() {
      try {
        work();
      } catch (LoadException e) {
        fail(e);
      } catch (IOException e) {
        fail(located(e.getMessage(), e));
      } catch (InternalError e) {
        fail(located(lostPage(), e));
      } catch (OutOfMemoryError e) {
        fail(
            located(
                "out of memory: " + e.getMessage() + "; use fewer threads or deliver mapped", e));
      } catch (RuntimeException | Error e) {
        fail(e);
      } finally {
        running.countDown();
      }
    }

    void landed(Chunk chunk) {
      layers.done(chunk);
      finish = new Finish(System.nanoTime(), clock);
      dispenser.done(chunk);
    }

    void dequantize(StoredBlocks blocks, Destination filled) throws IOException {
      blocks.dequantize(filled, staging, clock);
      landed(blocks.chunk());
    }

    private LoadException located(@Nullable String problem, Throwable cause) {
      Chunk chunk = chunkInWork();
      Path file = plan.shards().get(chunk == null ? 0 : chunk.shard());
      long offset = chunk == null ? -1 : chunk.fileOffset();
      return new LoadException(file, offset, clock.current(), String.valueOf(problem), cause);
    }

    private String lostPage() {
      Chunk chunk = chunkInWork();
      int shard = chunk == null ? 0 : chunk.shard();
      return LostPage.reason(plan.shards().get(shard), plan.shardBytes(shard));
    }
  }

  private final class Reader extends Worker {
    private final ChunkDispenser.View queue =
        dispenser
        .new View(clock, plan.settings().dequantizeThreads() > 0 ? Phase.DEQUANTIZE : Phase.READ);

    @Override
    void work() throws IOException {
      try (ChunkReader reader = source.reader()) {
        reader.readAll(queue, sink(), clock);
      } finally {
        handOver.readerEnded();
      }
    }

    @Override
    @Nullable Chunk chunkInWork() {
      return queue.last();
    }

    private ChunkSink sink() {
      Destination filled = destination;
      if (filled == null) {
        return new MappedSink(this::landed);
      }
      if (plan.settings().deliver().floats().isEmpty()) {
        return new CopiedSink(filled, clock, this::landed);
      }
      return new FloatSink(
          staging, clock, dequantizers.isEmpty() ? blocks -> dequantize(blocks, filled) : handOver);
    }
  }

  private final class DequantizingWorker extends Worker {
    private final Destination filled;
    private @Nullable Chunk chunk;

    DequantizingWorker(Destination filled) {
      this.filled = filled;
    }

    @Override
    void work() throws IOException {
      for (StoredBlocks blocks = next(); blocks != null; blocks = next()) {
        chunk = blocks.chunk();
        dequantize(blocks, filled);
      }
    }

    private @Nullable StoredBlocks next() {
      StoredBlocks blocks = handOver.poll();
      if (blocks == null) {
        clock.begin(Phase.READ);
        blocks = handOver.await();
        clock.endWaiting();
      }
      return blocks;
    }

    @Override
    @Nullable Chunk chunkInWork() {
      return chunk;
    }
  }
}
