package org.weightbench.load;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The shards of one load, opened by a strategy. {@link #reader} may be called from any thread. */
public interface ChunkSource extends AutoCloseable {
  /**
   * Creates the reader of one worker thread, called on that thread.
   *
   * @throws IOException when the system refuses
   */
  ChunkReader reader() throws IOException;

  /**
   * Returns a whole shard as mapped memory.
   *
   * @param shard index of the shard
   * @throws UnsupportedOperationException when this source does not map
   */
  default MemorySegment mapping(int shard) {
    throw new UnsupportedOperationException("shard " + shard + " is read, not mapped");
  }

  /**
   * Returns what the system granted, each as a few words, for example {@code 32 requests queued}.
   */
  default List<String> granted() {
    return List.of();
  }

  /** Closes files and mappings; every reader must be closed before. */
  @Override
  void close() throws IOException;
}
