package org.weightbench.load;

import org.jspecify.annotations.Nullable;

/** Hands out the chunks of a plan in order, each once, to any number of threads. */
public interface ChunkQueue {
  /** Returns the next chunk, or null when all are given or the load was stopped. */
  @Nullable Chunk next();
}
