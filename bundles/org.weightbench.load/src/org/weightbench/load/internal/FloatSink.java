package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.BlockRun;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * Turns blocks into floats in the destination. Stored bytes that are read, not mapped, stay in one
 * chunk of staging memory, so that the quantized model never lies in memory as a whole.
 */
final class FloatSink implements ChunkSink {
  private final LoadPlan plan;
  private final Destination destination;
  private final Resources staging;
  private final PhaseClock clock;
  private @Nullable Memory stage;

  /**
   * Creates the sink of one worker.
   *
   * @param staging closes the staging memory
   */
  FloatSink(LoadPlan plan, Destination destination, Resources staging, PhaseClock clock) {
    this.plan = plan;
    this.destination = destination;
    this.staging = staging;
    this.clock = clock;
  }

  @Override
  public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException {
    return stage().segment().asSlice(0, toOffset - fromOffset);
  }

  private Memory stage() throws IOException {
    Memory allocated = stage;
    if (allocated == null) {
      clock.begin(Phase.ALLOCATE);
      long bytes = plan.chunkBytes() + 2 * plan.alignmentBytes();
      allocated = staging.add(Memory.allocate(Math.min(bytes, largestRead())));
      allocated.touch(0, allocated.segment().byteSize());
      clock.end(allocated.segment().byteSize());
      stage = allocated;
    }
    return allocated;
  }

  private long largestRead() {
    long largest = plan.chunks().stream().mapToLong(Chunk::byteSize).max().orElse(0);
    return largest + 2 * plan.alignmentBytes();
  }

  @Override
  public void accept(Chunk chunk, MemorySegment bytes) throws IOException {
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
  }
}
