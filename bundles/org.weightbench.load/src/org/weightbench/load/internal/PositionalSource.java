package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkQueue;
import org.weightbench.load.ChunkReader;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;

/**
 * Reads one chunk after the other by positional reads. Every worker opens the shards for itself:
 * parallel reads through one descriptor collapse on some file systems.
 */
final class PositionalSource implements ChunkSource {
  private final LoadPlan plan;
  private final PositionalFile.Opener opener;
  private final List<String> granted;

  /**
   * Reads what a plan says.
   *
   * @param granted what there is to say in the report
   */
  PositionalSource(LoadPlan plan, PositionalFile.Opener opener, List<String> granted) {
    this.plan = plan;
    this.opener = opener;
    this.granted = granted;
  }

  @Override
  public ChunkReader reader() {
    return new Reader();
  }

  @Override
  public List<String> granted() {
    return granted;
  }

  @Override
  public void close() {
    // the readers hold the files
  }

  private final class Reader implements ChunkReader {
    private final Resources opened = new Resources();
    private final @Nullable PositionalFile[] files = new PositionalFile[plan.shards().size()];

    @Override
    public void readAll(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException {
      long alignment = plan.alignmentBytes();
      for (Chunk chunk = queue.next(); chunk != null; chunk = queue.next()) {
        long from = Alignment.down(chunk.fileOffset(), alignment);
        long to = Alignment.up(chunk.endOffset(), alignment);
        file(chunk.shard()).announce(from, to - from);
        MemorySegment target = sink.target(chunk, from, to);
        clock.begin(Phase.READ);
        clock.end(read(file(chunk.shard()), target, from, chunk.endOffset(), alignment));
        sink.accept(chunk, target.asSlice(chunk.fileOffset() - from, chunk.byteSize()));
      }
    }

    private PositionalFile file(int shard) throws IOException {
      PositionalFile file = files[shard];
      if (file == null) {
        file = opened.add(opener.open(plan.shards().get(shard)));
        files[shard] = file;
      }
      return file;
    }

    @Override
    public void close() {
      opened.close();
    }
  }

  private static long read(
      PositionalFile file, MemorySegment target, long from, long end, long alignment)
      throws IOException {
    long needed = end - from;
    long done = 0;
    while (done < needed) {
      long got = file.read(target.asSlice(done), from + done);
      done = ShortRead.next(from, done, got, end, alignment);
    }
    return done;
  }
}
