package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkReader;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/** The threads of one load: those that read, and the helper that touches pages ahead of them. */
public final class Workers {
  private static final long PROGRESS_MILLIS = 20;

  private final LoadPlan plan;
  private final ChunkSource source;
  private final @Nullable Destination destination;
  private final Resources staging;
  private final ChunkDispenser dispenser;
  private final CountDownLatch running;
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final PhaseClock helperClock = new PhaseClock();

  /**
   * Creates the threads of a load, started by {@link #run}.
   *
   * @param destination what is filled, or null when mapped
   * @param staging closes what workers allocate for themselves
   */
  Workers(LoadPlan plan, ChunkSource source, @Nullable Destination destination, Resources staging) {
    this.plan = plan;
    this.source = source;
    this.destination = destination;
    this.staging = staging;
    this.dispenser = new ChunkDispenser(plan.chunks());
    int count = Math.min(plan.settings().readThreads(), plan.chunks().size());
    for (int i = 0; i < count; i++) {
      workers.add(new Worker());
    }
    this.running = new CountDownLatch(count);
  }

  /**
   * Loads every chunk; returns when all threads have ended.
   *
   * @throws LoadException when a worker failed
   * @throws CancelledException when the progress asked to stop
   */
  void run(Progress progress) throws LoadException, CancelledException {
    List<Thread> threads = new ArrayList<>();
    if (destination != null && !workers.isEmpty()) {
      threads.add(start("weightbench-load-touch", this::touchAhead));
    }
    for (int i = 0; i < workers.size(); i++) {
      threads.add(start("weightbench-load-" + i, workers.get(i)));
    }
    boolean cancelled;
    try {
      cancelled = await(progress);
    } finally {
      dispenser.stop();
      joinAll(threads);
    }
    Throwable first = failure.get();
    if (first != null) {
      throwFailure(first);
    }
    if (cancelled) {
      throw new CancelledException();
    }
  }

  /** Returns the number of threads that read. */
  int threads() {
    return workers.size();
  }

  /** Returns the number of threads beside those. */
  int helperThreads() {
    return destination != null && !workers.isEmpty() ? 1 : 0;
  }

  /** Returns the clocks of all threads; read after {@link #run}. */
  List<PhaseClock> clocks() {
    List<PhaseClock> clocks = new ArrayList<>(List.of(helperClock));
    workers.forEach(worker -> clocks.add(worker.clock));
    return clocks;
  }

  /** Returns the worker that finished last, or nothing when there was nothing to load. */
  Optional<Finish> lastFinish() {
    return workers.stream()
        .map(worker -> new Finish(worker.finishedNanos, worker.clock))
        .max((a, b) -> Long.compare(a.atNanos - b.atNanos, 0));
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

  private static void joinAll(List<Thread> threads) {
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
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void throwFailure(Throwable first) throws LoadException {
    switch (first) {
      case LoadException known -> throw known;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException(first);
    }
  }

  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    dispenser.stop();
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

  private final class Worker implements Runnable {
    private final PhaseClock clock = new PhaseClock();
    private final ChunkDispenser.View queue = dispenser.new View();
    private long finishedNanos;

    @Override
    public void run() {
      try (ChunkReader reader = source.reader()) {
        reader.readAll(queue, counted(sink()), clock);
        finishedNanos = System.nanoTime();
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

    private ChunkSink sink() {
      Destination filled = destination;
      if (filled == null) {
        return new MappedSink();
      }
      return switch (plan.settings().deliver()) {
        case MAPPED -> new MappedSink();
        case COPIED -> new CopiedSink(filled, clock);
        case F32, BF16 -> new FloatSink(plan, filled, staging, clock);
      };
    }

    private ChunkSink counted(ChunkSink sink) {
      return new CountingSink(sink, dispenser);
    }

    private LoadException located(@Nullable String problem, Throwable cause) {
      Chunk chunk = queue.last();
      Path file = plan.shards().get(chunk == null ? 0 : chunk.shard());
      long offset = chunk == null ? -1 : chunk.fileOffset();
      return new LoadException(file, offset, clock.current(), String.valueOf(problem), cause);
    }

    private String lostPage() {
      Chunk chunk = queue.last();
      int shard = chunk == null ? 0 : chunk.shard();
      long expected = plan.shardBytes(shard);
      try {
        long size = Files.size(plan.shards().get(shard));
        if (size < expected) {
          return "the file has "
              + size
              + " bytes, expected "
              + expected
              + "; it was cut while it was mapped";
        }
      } catch (IOException e) {
        return "a mapped page cannot be read, and neither can the file's size: " + e.getMessage();
      }
      return "a mapped page cannot be read; the disk failed, see the kernel's log";
    }
  }
}
