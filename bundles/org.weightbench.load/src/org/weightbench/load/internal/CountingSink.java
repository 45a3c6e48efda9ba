package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;

/** Counts the chunks that another sink has taken. */
record CountingSink(ChunkSink sink, ChunkDispenser dispenser) implements ChunkSink {
  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException {
    return sink.target(chunk, fromOffset, toOffset);
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) throws IOException {
    sink.accept(chunk, bytes);
    dispenser.done(chunk);
  }
}
