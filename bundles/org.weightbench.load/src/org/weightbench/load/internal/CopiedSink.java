package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/** Has bytes read straight into the destination, or copies them there out of a mapping. */
final class CopiedSink implements ChunkSink {
  private final Destination destination;
  private final PhaseClock clock;

  CopiedSink(Destination destination, PhaseClock clock) {
    this.destination = destination;
    this.clock = clock;
  }

  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException {
    long offset = chunk.destinationOffset() - (chunk.fileOffset() - fromOffset);
    destination.ensurePresent(offset, toOffset - fromOffset, clock);
    return destination.segment().asSlice(offset, toOffset - fromOffset);
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) throws IOException {
    MemorySegment place =
        destination.segment().asSlice(chunk.destinationOffset(), chunk.byteSize());
    if (bytes.address() == place.address()) {
      return;
    }
    destination.ensurePresent(chunk.destinationOffset(), chunk.byteSize(), clock);
    clock.begin(Phase.COPY);
    place.copyFrom(bytes);
    clock.end(chunk.byteSize());
  }
}
