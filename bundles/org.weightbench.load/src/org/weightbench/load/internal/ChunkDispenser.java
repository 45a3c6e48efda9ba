package org.weightbench.load.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkQueue;

/** Shares the chunks of a plan out to workers in order, until stopped. */
public final class ChunkDispenser {
  private final List<Chunk> chunks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong doneBytes = new AtomicLong();
  private volatile boolean stopped;

  /** Creates a dispenser of these chunks. */
  public ChunkDispenser(List<Chunk> chunks) {
    this.chunks = chunks;
  }

  /** Gives out no further chunk. */
  public void stop() {
    stopped = true;
  }

  /** Returns whether it was stopped. */
  public boolean stopped() {
    return stopped;
  }

  /** Returns the file bytes of the chunks that are finished. */
  public long doneBytes() {
    return doneBytes.get();
  }

  void done(Chunk chunk) {
    doneBytes.addAndGet(chunk.byteSize());
  }

  /** One worker's access, which remembers the chunk given last. */
  final class View implements ChunkQueue {
    private @Nullable Chunk last;

    @Override
    public @Nullable Chunk next() {
      if (stopped) {
        return null;
      }
      int index = next.getAndIncrement();
      if (index >= chunks.size()) {
        return null;
      }
      last = chunks.get(index);
      return last;
    }

    @Override
    public @Nullable Chunk poll() {
      return next();
    }

    /** Returns the chunk given last, or null when there was none yet. */
    @Nullable Chunk last() {
      return last;
    }
  }
}
