package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.LoadPlan;
import org.weightbench.os.FileAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/**
 * A thread that reads the chunks of a plan ahead of its readers, so that they lie in the page cache
 * when these touch their mapping. It stays within a window, so that a system short of memory does
 * not drop pages before they are used, and leaves out what the readers have reached before it.
 *
 * <p>It reads into a buffer of its own, because the kernel's read-ahead then fills the page cache
 * with large folios, which a mapping takes in at once; what readahead(2) brings are single pages.
 */
final class Prefetcher implements AutoCloseable {
  /** What is read by each call. */
  static final long PIECE_BYTES = 1 << 20;

  /** How far it goes ahead of the readers. */
  static final long WINDOW_BYTES = 64L << 20;

  private static final long POLL_NANOS = 20_000;

  private final LoadPlan plan;
  private final Thread thread;
  private final AtomicLong touchedPieces = new AtomicLong();
  private volatile boolean stopped;
  private volatile @Nullable IOException failure;

  Prefetcher(LoadPlan plan) {
    this.plan = plan;
    this.thread =
        Thread.ofPlatform().daemon().name("weightbench-load-prefetch").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** A reader has made a piece present, wherever it came from. */
  void touched() {
    touchedPieces.incrementAndGet();
  }

  /**
   * Tells a reader what went wrong here.
   *
   * @throws IOException when the system refused to read
   */
  void check() throws IOException {
    IOException refused = failure;
    if (refused != null) {
      throw new IOException("reading ahead failed: " + refused.getMessage(), refused);
    }
  }

  private void run() {
    try (Resources opened = new Resources();
        Arena arena = Arena.ofConfined()) {
      NativeFile[] files = new NativeFile[plan.shards().size()];
      for (int i = 0; i < files.length; i++) {
        files[i] = opened.add(NativeFile.open(plan.shards().get(i), OpenMode.BUFFERED));
        files[i].advise(FileAdvice.SEQUENTIAL, 0, 0);
      }
      MemorySegment buffer = arena.allocate(PIECE_BYTES, Alignment.PAGE_BYTES);
      long piece = 0;
      for (Chunk chunk : plan.chunks()) {
        for (long at = 0; at < chunk.byteSize(); at += PIECE_BYTES) {
          if (!awaitRoom(piece)) {
            return;
          }
          if (touchedPieces.get() <= piece) {
            long length = Math.min(PIECE_BYTES, chunk.byteSize() - at);
            files[chunk.shard()].read(buffer.asSlice(0, length), chunk.fileOffset() + at);
          }
          piece++;
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Returns whether to go on once the piece lies within the window. */
  private boolean awaitRoom(long piece) {
    while (!stopped && piece - touchedPieces.get() >= WINDOW_BYTES / PIECE_BYTES) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return !stopped;
  }

  /** Ends the thread and waits for it. */
  @Override
  public void close() {
    stopped = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
