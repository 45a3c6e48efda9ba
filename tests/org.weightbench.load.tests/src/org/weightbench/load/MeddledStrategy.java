package org.weightbench.load;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.weightbench.os.Capability;

/**
 * A real strategy to whose files something happens in mid-load.
 *
 * @param real the strategy that loads
 * @param afterOpen happens when the shards are open and mapped
 * @param beforeAccept happens when a chunk was read or faulted, before anything is made of it
 */
record MeddledStrategy(Strategy real, Event afterOpen, Event beforeAccept) implements Strategy {
  /** Something that happens. */
  @FunctionalInterface
  interface Event {
    Event NOTHING = () -> {};

    void happen() throws IOException;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String summary() {
    return real.summary();
  }

  @Override
  public Set<Deliver> delivers() {
    return real.delivers();
  }

  @Override
  public Set<Advice> advices() {
    return real.advices();
  }

  @Override
  public boolean polls() {
    return real.polls();
  }

  @Override
  public Capability availability(Path modelFile) {
    return real.availability(modelFile);
  }

  @Override
  public long alignmentBytes(Path modelFile) throws IOException {
    return real.alignmentBytes(modelFile);
  }

  @Override
  public ChunkSource open(LoadPlan plan) throws IOException {
    ChunkSource source = real.open(plan);
    afterOpen.happen();
    return new ChunkSource() {
      @Override
      public ChunkReader reader() throws IOException {
        return meddled(source.reader());
      }

      @Override
      public MemorySegment mapping(int shard) {
        return source.mapping(shard);
      }

      @Override
      public List<String> granted() {
        return source.granted();
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  private ChunkReader meddled(ChunkReader reader) {
    return new ChunkReader() {
      @Override
      public void readAll(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException {
        reader.readAll(queue, meddled(sink), clock);
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  private ChunkSink meddled(ChunkSink sink) {
    return new ChunkSink() {
      @Override
      public MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException {
        return sink.target(chunk, fromOffset, toOffset);
      }

      @Override
      public Optional<MemorySegment> reused() {
        return sink.reused();
      }

      @Override
      public void accept(Chunk chunk, MemorySegment bytes) throws IOException {
        beforeAccept.happen();
        sink.accept(chunk, bytes);
      }
    };
  }
}
