package org.weightbench.load.internal;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkQueue;
import org.weightbench.load.LayerGroup;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * Shares the chunks of a plan out to workers in order, until stopped: as many at a time as may be
 * under way, and none whose place in the window is still in use.
 */
final class ChunkDispenser {
  private final List<Chunk> chunks;
  private final int mostUnderWay;
  private final @Nullable Window window;
  private int next;
  private int underWay;
  private long doneBytes;
  private boolean stopped;

  /**
   * Creates the dispenser of a load.
   *
   * @param progress tells to which group a chunk belongs
   */
  ChunkDispenser(LoadPlan plan, LayerProgress progress) {
    this.chunks = plan.chunks();
    this.mostUnderWay = plan.mostUnderWay();
    this.window = plan.settings().windowBytes() > 0 ? new Window(plan, progress) : null;
  }

  /** Gives out no further chunk. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Returns whether it was stopped. */
  synchronized boolean stopped() {
    return stopped;
  }

  /** Returns the file bytes of the chunks that are finished. */
  synchronized long doneBytes() {
    return doneBytes;
  }

  /** Notes that a chunk is no longer under way. */
  synchronized void done(Chunk chunk) {
    doneBytes += chunk.byteSize();
    underWay--;
    notifyAll();
  }

  /** Notes that a consumer needs a group no longer. */
  synchronized void giveBack(int group) {
    if (window != null) {
      window.giveBack(group);
      notifyAll();
    }
  }

  /** Returns the most bytes that groups under way or not given back had; 0 without a window. */
  synchronized long peakWindowBytes() {
    return window == null ? 0 : window.peakBytes;
  }

  private synchronized boolean exhausted() {
    return stopped || next >= chunks.size();
  }

  private boolean windowIsFull() {
    return window != null && !window.admits(next);
  }

  private synchronized @Nullable Chunk takeIfRoom() {
    if (exhausted() || underWay >= mostUnderWay || windowIsFull()) {
      return null;
    }
    if (window != null) {
      window.admit(next);
    }
    underWay++;
    return chunks.get(next++);
  }

  /** Returns the work that must go on before there is room. */
  private synchronized Phase obstacle(Phase following) {
    return !exhausted() && windowIsFull() ? Phase.CONSUME : following;
  }

  private synchronized void awaitRoom() {
    boolean interrupted = false;
    while (!exhausted() && (underWay >= mostUnderWay || windowIsFull())) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Admits groups whose predecessors in the same place have been given back. */
  private static final class Window {
    private final List<LayerGroup> groups;
    private final int[] groupOfChunk;
    private final BitSet givenBack = new BitSet();
    private int admitted;
    private long heldBytes;
    private long peakBytes;

    Window(LoadPlan plan, LayerProgress progress) {
      groups = plan.groups();
      groupOfChunk = plan.chunks().stream().mapToInt(progress::groupOf).toArray();
    }

    boolean admits(int chunk) {
      return givenBack.nextClearBit(0) >= groups.get(groupOfChunk[chunk]).freeAfter();
    }

    void admit(int chunk) {
      while (admitted <= groupOfChunk[chunk]) {
        heldBytes += groups.get(admitted).byteSize();
        admitted++;
      }
      peakBytes = Math.max(peakBytes, heldBytes);
    }

    void giveBack(int group) {
      if (!givenBack.get(group)) {
        givenBack.set(group);
        heldBytes -= groups.get(group).byteSize();
      }
    }
  }

  /** One worker's access, which remembers the chunk given last. */
  final class View implements ChunkQueue {
    private final PhaseClock clock;
    private final Phase following;
    private @Nullable Chunk last;

    /**
     * Creates the access of a worker.
     *
     * @param clock is told the time spent waiting for room
     * @param following the work that makes room where no consumer does
     */
    View(PhaseClock clock, Phase following) {
      this.clock = clock;
      this.following = following;
    }

    @Override
    public @Nullable Chunk next() {
      Chunk chunk = poll();
      while (chunk == null && !exhausted()) {
        clock.begin(obstacle(following));
        awaitRoom();
        clock.endWaiting();
        chunk = poll();
      }
      return chunk;
    }

    @Override
    public @Nullable Chunk poll() {
      Chunk chunk = takeIfRoom();
      if (chunk != null) {
        last = chunk;
      }
      return chunk;
    }

    /** Returns the chunk given last, or null when there was none yet. */
    @Nullable Chunk last() {
      return last;
    }
  }
}
