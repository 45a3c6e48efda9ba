package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;
import org.weightbench.os.PageKind;

/**
 * Memory for stored bytes on their way to becoming floats: one block with a piece for each chunk
 * under way, so that the quantized model never lies in memory as a whole. The piece given back
 * last, which a cache may still hold, is taken first. Since pieces are used again and again, huge
 * pages pay even where they are dear. Usable from any thread.
 */
final class Staging {
  private final long pieceBytes;
  private final int pieces;
  private final Resources owner;
  private final Deque<MemorySegment> free = new ArrayDeque<>();
  private @Nullable Memory block;
  private int taken;
  private int present;

  /**
   * Creates staging memory, allocated when it is first needed and touched piece by piece.
   *
   * @param owner closes it
   */
  Staging(LoadPlan plan, Resources owner) {
    long largest = plan.chunks().stream().mapToLong(Chunk::byteSize).max().orElse(0);
    long alignment = Math.max(plan.alignmentBytes(), Alignment.PAGE_BYTES);
    this.pieceBytes = Alignment.up(largest, alignment) + 2 * alignment;
    this.pieces = Math.min(plan.mostUnderWay(), plan.chunks().size());
    this.owner = owner;
  }

  /** Returns the whole block, of which every piece is a part; empty until all are present. */
  synchronized Optional<MemorySegment> whole() {
    return present < pieces ? Optional.empty() : Optional.ofNullable(block).map(Memory::segment);
  }

  private Memory block() throws IOException {
    Memory allocated = block;
    if (allocated == null) {
      long bytes = Math.multiplyExact(pieceBytes, (long) pieces);
      boolean huge = PageKind.forBytes(bytes) == PageKind.HUGE;
      DestinationPages pages = huge ? DestinationPages.HUGE : DestinationPages.NORMAL;
      allocated = owner.add(Memory.allocate(bytes, pages));
      block = allocated;
    }
    return allocated;
  }

  /**
   * Takes a piece that holds any chunk with its aligned ends, present in memory.
   *
   * @throws IOException when there is no memory
   */
  MemorySegment take(PhaseClock clock) throws IOException {
    MemorySegment piece = pollFree();
    if (piece == null) {
      clock.begin(Phase.ALLOCATE);
      piece = takeNew();
      clock.end(pieceBytes);
    }
    return piece;
  }

  private synchronized @Nullable MemorySegment pollFree() {
    return free.poll();
  }

  private MemorySegment takeNew() throws IOException {
    Memory memory;
    long offset;
    synchronized (this) {
      memory = block();
      offset = taken * pieceBytes;
      taken++;
    }
    memory.touch(offset, pieceBytes);
    synchronized (this) {
      present++;
    }
    return memory.segment().asSlice(offset, pieceBytes);
  }

  /** Gives a piece back. */
  synchronized void give(MemorySegment piece) {
    free.push(piece);
  }
}
