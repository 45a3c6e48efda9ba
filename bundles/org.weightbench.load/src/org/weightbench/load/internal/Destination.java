package org.weightbench.load.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;
import org.weightbench.load.Placement;
import org.weightbench.os.Capability;
import org.weightbench.os.NumaPolicy;
import org.weightbench.os.UnavailableException;

/**
 * The memory that a load fills. Its pages are touched in steps, each by whoever comes first: a
 * worker that is about to write there, or the helper that goes ahead of them. Faulting inside a
 * read instead costs about half of its speed.
 */
final class Destination implements AutoCloseable {
  private static final long STEP_BYTES = 2L << 20;
  private static final long POLL_NANOS = 20_000;
  private static final int UNTOUCHED = 0;
  private static final int IN_PROGRESS = 1;
  private static final int PRESENT = 2;
  private static final int FAILED = 3;

  private final Memory memory;
  private final String description;
  private final AtomicIntegerArray steps;

  private Destination(Memory memory, String description) {
    this.memory = memory;
    this.description = description;
    long count = Math.ceilDiv(memory.segment().byteSize(), STEP_BYTES);
    this.steps = new AtomicIntegerArray(Math.toIntExact(count));
  }

  /**
   * Allocates memory that is not touched yet.
   *
   * @throws UnavailableException when it cannot be placed so
   * @throws IOException when there is not so much, or not of this kind
   */
  static Destination allocate(long bytes, DestinationPages pages, Placement placement)
      throws IOException {
    if (placement == Placement.INTERLEAVE) {
      requireNodes(NumaPolicy.nodes());
    }
    AvailableMemory.require(bytes);
    Memory memory = Memory.allocate(bytes, pages);
    try {
      memory.place(placement);
      String where =
          switch (placement) {
            case SYSTEM -> "";
            case LOCAL -> ", on the node that touched it";
            case INTERLEAVE -> ", interleaved over NUMA nodes " + NumaPolicy.nodes();
          };
      return new Destination(memory, memory.description() + where);
    } catch (IOException | RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /** Else a comparison of placements would compare the same with itself. */
  private static void requireNodes(SortedSet<Integer> nodes) throws UnavailableException {
    if (nodes.size() < 2) {
      throw new UnavailableException(
          Capability.unavailable(
              "placement " + Placement.INTERLEAVE.label(),
              "this process can use one NUMA node alone, "
                  + nodes
                  + "; ask for another placement"));
    }
  }

  /** Touches all of it by several threads and returns when all is present. */
  void touchAll() throws IOException {
    List<Callable<Void>> shares =
        Collections.nCopies(
            Runtime.getRuntime().availableProcessors(),
            () -> {
              touchAhead(() -> false, new PhaseClock());
              return null;
            });
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            shares.size(), Thread.ofPlatform().daemon().name("weightbench-load-pages").factory())) {
      for (Future<Void> share : threads.invokeAll(shares)) {
        share.get();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the thread was interrupted while it touched memory");
    } catch (ExecutionException e) {
      throw new IOException("memory cannot be made present: " + e.getCause().getMessage(), e);
    }
  }

  MemorySegment segment() {
    return memory.segment();
  }

  String description() {
    return description;
  }

  /** Returns once a range is present; touches what nobody has touched yet. */
  void ensurePresent(long offset, long length, PhaseClock clock) throws IOException {
    if (length <= 0) {
      return;
    }
    int last = (int) ((offset + length - 1) / STEP_BYTES);
    for (int step = (int) (offset / STEP_BYTES); step <= last; step++) {
      if (steps.get(step) != PRESENT && !touchIfFirst(step, clock)) {
        awaitStep(step, clock);
      }
    }
  }

  /** Touches what nobody has touched yet, from the start to the end, until told to stop. */
  void touchAhead(BooleanSupplier stopped, PhaseClock clock) throws IOException {
    for (int step = 0; step < steps.length() && !stopped.getAsBoolean(); step++) {
      if (steps.get(step) == UNTOUCHED) {
        touchIfFirst(step, clock);
      }
    }
  }

  private boolean touchIfFirst(int step, PhaseClock clock) throws IOException {
    if (!steps.compareAndSet(step, UNTOUCHED, IN_PROGRESS)) {
      return false;
    }
    int outcome = FAILED;
    long offset = step * STEP_BYTES;
    long length = Math.min(STEP_BYTES, memory.segment().byteSize() - offset);
    clock.begin(Phase.ALLOCATE);
    try {
      memory.touch(offset, length);
      outcome = PRESENT;
    } finally {
      clock.end(length);
      steps.set(step, outcome);
    }
    return true;
  }

  private void awaitStep(int step, PhaseClock clock) throws IOException {
    clock.begin(Phase.ALLOCATE);
    while (steps.get(step) == IN_PROGRESS) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    clock.endWaiting();
    if (steps.get(step) == FAILED) {
      throw new IOException("another thread could not make the destination's memory present");
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
