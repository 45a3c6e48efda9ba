package org.weightbench.load.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageKind;

/**
 * Memory for stored bytes on their way to becoming floats: a piece for each chunk under way, so
 * that the quantized model never lies in memory as a whole. The piece given back last, which a
 * cache may still hold, is taken first. Since pieces are used again and again, huge pages pay even
 * where they are dear. Usable from any thread.
 */
final class Staging {
  private final long pieceBytes;
  private final DestinationPages pages;
  private final Resources owner;
  private final Deque<Memory> free = new ArrayDeque<>();

  /**
   * Creates staging memory; pieces are allocated when they are first needed.
   *
   * @param owner closes them
   */
  Staging(LoadPlan plan, Resources owner) {
    long largest = plan.chunks().stream().mapToLong(Chunk::byteSize).max().orElse(0);
    this.pieceBytes = largest + 2 * plan.alignmentBytes();
    this.pages =
        pieceBytes >= Memory.HUGE_FROM_BYTES && NativeMemory.capability(PageKind.HUGE).available()
            ? DestinationPages.HUGE
            : DestinationPages.NORMAL;
    this.owner = owner;
  }

  /**
   * Takes a piece that holds any chunk with its aligned ends, present in memory.
   *
   * @throws IOException when there is no memory
   */
  Memory take(PhaseClock clock) throws IOException {
    Memory piece = pollFree();
    if (piece == null) {
      clock.begin(Phase.ALLOCATE);
      piece = owner.add(Memory.allocate(pieceBytes, pages));
      piece.touch(0, pieceBytes);
      clock.end(pieceBytes);
    }
    return piece;
  }

  private synchronized @Nullable Memory pollFree() {
    return free.poll();
  }

  /** Gives a piece back. */
  synchronized void give(Memory piece) {
    free.push(piece);
  }
}
