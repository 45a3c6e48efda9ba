package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.PhaseClock;

/** Has bytes read into staging memory, or leaves them in a mapping, and passes them on. */
final class FloatSink implements ChunkSink {
  private final Staging staging;
  private final PhaseClock clock;
  private final StoredBlocks.Taker taker;
  private final Map<Chunk, MemorySegment> targets = new IdentityHashMap<>();

  /**
   * Creates the sink of one reader.
   *
   * @param clock is told the time spent allocating
   * @param taker makes floats of what was read
   */
  FloatSink(Staging staging, PhaseClock clock, StoredBlocks.Taker taker) {
    this.staging = staging;
    this.clock = clock;
    this.taker = taker;
  }

  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException {
    MemorySegment piece = targets.get(chunk);
    if (piece == null) {
      piece = staging.take(clock);
      targets.put(chunk, piece);
    }
    return piece.asSlice(0, toOffset - fromOffset);
  }

  @Override
  public Optional<MemorySegment> reused() {
    return staging.whole();
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) throws IOException {
    taker.take(new StoredBlocks(chunk, bytes, targets.remove(chunk)));
  }
}
