package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.BlockRun;
import org.weightbench.load.Chunk;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * A chunk that was read and is to become floats.
 *
 * @param chunk the chunk
 * @param bytes its bytes, in the piece or in a mapping
 * @param piece the staging memory that they lie in; null when they lie in a mapping
 */
record StoredBlocks(Chunk chunk, MemorySegment bytes, @Nullable MemorySegment piece) {
  /** Takes chunks that were read. */
  @FunctionalInterface
  interface Taker {
    void take(StoredBlocks blocks) throws IOException;
  }

  /**
   * Turns the blocks into floats in the destination and gives the staging memory back.
   *
   * @throws IOException when there is no memory for the floats
   */
  void dequantize(Destination destination, Staging staging, PhaseClock clock) throws IOException {
    destination.ensurePresent(chunk.destinationOffset(), chunk.destinationBytes(), clock);
    clock.begin(Phase.DEQUANTIZE);
    for (BlockRun run : chunk.pieces()) {
      run.dequantizer()
          .dequantize(
              bytes,
              run.chunkOffset(),
              destination.segment(),
              run.destinationOffset(),
              run.weights());
    }
    clock.end(chunk.destinationBytes());
    if (piece != null) {
      staging.give(piece);
    }
  }
}
