package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * The memory that a load fills. Its pages are touched in steps, each by whoever comes first: a
 * worker that is about to write there, or the helper that goes ahead of them. Faulting inside a
 * read instead costs about half of its speed.
 */
final class Destination implements AutoCloseable {
  private static final long STEP_BYTES = 8L << 20;
  private static final long POLL_NANOS = 20_000;
  private static final int UNTOUCHED = 0;
  private static final int IN_PROGRESS = 1;
  private static final int PRESENT = 2;
  private static final int FAILED = 3;

  private final Memory memory;
  private final AtomicIntegerArray steps;

  private Destination(Memory memory) {
    this.memory = memory;
    long count = Math.ceilDiv(memory.segment().byteSize(), STEP_BYTES);
    this.steps = new AtomicIntegerArray(Math.toIntExact(count));
  }

  /**
   * Allocates memory that is not touched yet.
   *
   * @throws IOException when there is not so much
   */
  static Destination allocate(long bytes) throws IOException {
    AvailableMemory.require(bytes);
    return new Destination(Memory.allocate(bytes));
  }

  MemorySegment segment() {
    return memory.segment();
  }

  String description() {
    return memory.description();
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
