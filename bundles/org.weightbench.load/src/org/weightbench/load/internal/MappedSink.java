package org.weightbench.load.internal;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;

/**
 * Leaves bytes in the mapping where they are.
 *
 * @param landed hears of each chunk that is in its place
 */
record MappedSink(Consumer<Chunk> landed) implements ChunkSink {
  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) {
    throw new IllegalStateException("mapped tensors have no memory to read into");
  }

  @Override
  public Optional<MemorySegment> reused() {
    return Optional.empty();
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) {
    landed.accept(chunk);
  }
}
