package org.weightbench.load.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;

/** Leaves bytes in the mapping where they are. */
final class MappedSink implements ChunkSink {
  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) {
    throw new IllegalStateException("mapped tensors have no memory to read into");
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) {
    // present in the mapping, which is all that was asked for
  }
}
