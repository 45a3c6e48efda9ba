package org.weightbench.load;

import org.jspecify.annotations.Nullable;

/**
 * Hands out the chunks of a plan in order, each once, to any number of threads. No more are under
 * way at a time than {@link LoadPlan#mostUnderWay()}; a chunk is under way until what is made of it
 * lies in its place.
 */
public interface ChunkQueue {
  /**
   * Returns the next chunk, waiting until there is room for it; null when all are given or the load
   * was stopped. A reader asks so when it has nothing under way itself, since room may depend on
   * that.
   */
  @Nullable Chunk next();

  /**
   * Returns the next chunk when there is room for it at once; null when there is none now, when all
   * are given, or when the load was stopped. A reader with chunks under way asks so for more.
   */
  @Nullable Chunk poll();
}
