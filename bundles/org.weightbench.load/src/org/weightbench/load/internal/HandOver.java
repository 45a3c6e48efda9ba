package org.weightbench.load.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Passes chunks from those that read to those that dequantize, in the order in which they were
 * read. It needs no bound of its own, since no more chunks are under way than the load allows.
 */
final class HandOver implements StoredBlocks.Taker {
  private final Deque<StoredBlocks> waiting = new ArrayDeque<>();
  private int readers;

  /**
   * Creates a hand-over.
   *
   * @param readers those that will call {@link #readerEnded}
   */
  HandOver(int readers) {
    this.readers = readers;
  }

  @Override
  public synchronized void take(StoredBlocks blocks) {
    waiting.add(blocks);
    notifyAll();
  }

  /** Notes that a reader has nothing more to pass on. */
  synchronized void readerEnded() {
    readers--;
    notifyAll();
  }

  /** Passes nothing on any more. */
  synchronized void stop() {
    readers = 0;
    waiting.clear();
    notifyAll();
  }

  /** Returns a chunk if one is waiting, else null. */
  synchronized @Nullable StoredBlocks poll() {
    return waiting.poll();
  }

  /** Waits for a chunk; null when there will be none. */
  synchronized @Nullable StoredBlocks await() {
    boolean interrupted = false;
    while (waiting.isEmpty() && readers > 0) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return waiting.poll();
  }
}
