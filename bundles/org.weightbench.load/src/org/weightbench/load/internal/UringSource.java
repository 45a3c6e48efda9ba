package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkQueue;
import org.weightbench.load.ChunkReader;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;
import org.weightbench.os.IoUring;
import org.weightbench.os.IoUring.Completion;
import org.weightbench.os.NativeCallException;
import org.weightbench.os.NativeFile;

/**
 * Reads chunks through rings of io_uring, one ring with its own open files for each worker. A
 * worker keeps as many chunks under way as the queue gives it, and works on those that are read
 * while the others are being read.
 */
final class UringSource implements ChunkSource {
  private final LoadPlan plan;
  private final Opener opener;
  private final Set<String> granted = new ConcurrentSkipListSet<>();

  /** Opens a shard as the strategy needs it. */
  @FunctionalInterface
  interface Opener {
    NativeFile open(Path shard) throws IOException;
  }

  /**
   * Reads what a plan says.
   *
   * @param details what there is to say in the report beside the rings' own settings
   */
  UringSource(LoadPlan plan, Opener opener, List<String> details) {
    this.plan = plan;
    this.opener = opener;
    this.granted.addAll(details);
  }

  @Override
  public ChunkReader reader() throws IOException {
    Resources opened = new Resources();
    try {
      List<NativeFile> files = new ArrayList<>();
      for (Path shard : plan.shards()) {
        files.add(opened.add(opener.open(shard)));
      }
      IoUring ring = opened.add(IoUring.open(depth(), plan.settings().sqPoll()));
      ring.registerFiles(files);
      granted.add("io_uring with " + ring.granted());
      granted.add("registered files");
      return new Reader(files, ring, opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private int depth() {
    return Math.min(plan.settings().queueDepth(), plan.mostUnderWay());
  }

  @Override
  public List<String> granted() {
    return List.copyOf(granted);
  }

  @Override
  public void close() {
    // the readers hold the files
  }

  /** A chunk that is being read. */
  private record Flight(Chunk chunk, MemorySegment target, long from) {}

  private final class Reader implements ChunkReader {
    private final List<NativeFile> files;
    private final IoUring ring;
    private final Resources opened;
    private final Flight[] flights;
    private final long[] done;
    private final Deque<Integer> free = new ArrayDeque<>();
    private boolean registered;

    Reader(List<NativeFile> files, IoUring ring, Resources opened) {
      this.files = files;
      this.ring = ring;
      this.opened = opened;
      this.flights = new Flight[ring.depth()];
      this.done = new long[ring.depth()];
      for (int i = 0; i < ring.depth(); i++) {
        free.add(i);
      }
    }

    @Override
    public void readAll(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException {
      for (Chunk chunk = queue.next(); chunk != null; chunk = queue.next()) {
        start(chunk, sink, clock);
        while (ring.underWay() > 0) {
          startMore(queue, sink, clock);
          registerOnce(sink, clock);
          for (Completion completion : await(clock)) {
            if (finished(completion)) {
              accept((int) completion.token(), sink);
              startMore(queue, sink, clock);
            }
          }
        }
      }
    }

    /**
     * Registers the memory that is read into more than once; the report tells whether. Not before
     * all of it is present, since registering would touch it while the device has nothing to do.
     */
    private void registerOnce(ChunkSink sink, PhaseClock clock) throws IOException {
      Optional<MemorySegment> reused = registered ? Optional.empty() : sink.reused();
      if (reused.isEmpty()) {
        return;
      }
      registered = true;
      clock.begin(Phase.ALLOCATE);
      try {
        ring.registerBuffers(buffers(reused.get()));
        granted.add("registered buffers");
      } catch (NativeCallException refused) {
        granted.add("no registered buffers, because " + refused.getMessage());
      }
      clock.end(0);
    }

    private static List<MemorySegment> buffers(MemorySegment memory) {
      List<MemorySegment> buffers = new ArrayList<>();
      for (long at = 0; at < memory.byteSize(); at += IoUring.MAX_BUFFER_BYTES) {
        buffers.add(memory.asSlice(at, Math.min(IoUring.MAX_BUFFER_BYTES, memory.byteSize() - at)));
      }
      return buffers;
    }

    private void startMore(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException {
      for (Chunk more = poll(queue); more != null; more = poll(queue)) {
        start(more, sink, clock);
      }
      if (ring.unsubmitted() > 0) {
        clock.begin(Phase.READ);
        ring.submit();
        clock.end(0);
      }
    }

    private @Nullable Chunk poll(ChunkQueue queue) {
      return free.isEmpty() ? null : queue.poll();
    }

    /** Hands over one by one while little is under way, and then in larger and larger batches. */
    private void start(Chunk chunk, ChunkSink sink, PhaseClock clock) throws IOException {
      long from = Alignment.down(chunk.fileOffset(), plan.alignmentBytes());
      long to = Alignment.up(chunk.endOffset(), plan.alignmentBytes());
      MemorySegment target = sink.target(chunk, from, to);
      int slot = free.remove();
      flights[slot] = new Flight(chunk, target, from);
      done[slot] = 0;
      clock.begin(Phase.READ);
      prepare(slot);
      if (ring.unsubmitted() * 4 >= ring.underWay()) {
        ring.submit();
      }
      clock.end(0);
    }

    private void prepare(int slot) {
      Flight flight = flights[slot];
      ring.prepareRead(
          files.get(flight.chunk.shard()),
          flight.target.asSlice(done[slot]),
          flight.from + done[slot],
          slot);
    }

    /** Returns all completions that are there, at least one. */
    private List<Completion> await(PhaseClock clock) throws IOException {
      List<Completion> completions = new ArrayList<>();
      long bytes = 0;
      clock.begin(Phase.READ);
      ring.await(1);
      for (Completion one = ring.poll(); one != null; one = ring.poll()) {
        completions.add(one);
        bytes += Math.max(0, one.result());
      }
      clock.end(bytes);
      return completions;
    }

    /** Returns whether a chunk is read to its end, and has the rest of it read when not. */
    private boolean finished(Completion completion) throws IOException {
      int slot = (int) completion.token();
      Flight flight = flights[slot];
      NativeFile file = files.get(flight.chunk.shard());
      if (completion.interrupted()) {
        prepare(slot);
        return false;
      }
      if (completion.result() < 0) {
        throw file.refused(
            "reading by io_uring",
            flight.target.asSlice(done[slot]),
            flight.from + done[slot],
            -completion.result());
      }
      long end = flight.chunk.endOffset();
      done[slot] =
          ShortRead.next(flight.from, done[slot], completion.result(), end, plan.alignmentBytes());
      if (flight.from + done[slot] >= end) {
        return true;
      }
      prepare(slot);
      return false;
    }

    private void accept(int slot, ChunkSink sink) throws IOException {
      Flight flight = flights[slot];
      free.add(slot);
      Chunk chunk = flight.chunk;
      sink.accept(chunk, flight.target.asSlice(chunk.fileOffset() - flight.from, chunk.byteSize()));
    }

    @Override
    public void close() {
      opened.close();
    }
  }
}
