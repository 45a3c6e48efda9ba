package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * Has bytes read straight into the destination, or copies them there out of a mapping.
 *
 * @param clock is told the time spent touching and copying
 * @param landed hears of each chunk that is in its place
 */
record CopiedSink(Destination destination, PhaseClock clock, Consumer<Chunk> landed)
    implements ChunkSink {
  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException {
    long offset = chunk.destinationOffset() - (chunk.fileOffset() - fromOffset);
    destination.ensurePresent(offset, toOffset - fromOffset, clock);
    return destination.segment().asSlice(offset, toOffset - fromOffset);
  }

  @Override
  public Optional<MemorySegment> reused() {
    return Optional.empty();
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) throws IOException {
    MemorySegment place =
        destination.segment().asSlice(chunk.destinationOffset(), chunk.byteSize());
    if (bytes.address() != place.address()) {
      destination.ensurePresent(chunk.destinationOffset(), chunk.byteSize(), clock);
      clock.begin(Phase.COPY);
      place.copyFrom(bytes);
      clock.end(chunk.byteSize());
    }
    landed.accept(chunk);
  }
}
