package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.weightbench.load.Advice;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkQueue;
import org.weightbench.load.ChunkReader;
import org.weightbench.load.ChunkSink;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Phase;
import org.weightbench.load.PhaseClock;
import org.weightbench.os.Mapping;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/**
 * Shards that are mapped whole, with the advice that the load was given; the readers make the pages
 * of their chunks present in the strategy's own way.
 */
final class MappedSource implements ChunkSource {
  private final LoadPlan plan;
  private final Presence presence;
  private final Resources opened;
  private final List<String> details;
  private final List<Mapping> mappings = new ArrayList<>();

  /** Makes pages of a mapping present; used by all readers at once. */
  @FunctionalInterface
  interface Presence {
    void make(Mapping mapping, Chunk chunk) throws IOException;
  }

  private MappedSource(LoadPlan plan, Presence presence, Resources opened, List<String> details) {
    this.plan = plan;
    this.presence = presence;
    this.opened = opened;
    this.details = details;
  }

  /**
   * Maps the shards of a plan.
   *
   * @param opened is closed with the source, or when this fails
   * @param details what there is to say in the report beside the advice
   */
  static MappedSource open(LoadPlan plan, Presence presence, Resources opened, List<String> details)
      throws IOException {
    MappedSource source = new MappedSource(plan, presence, opened, details);
    try {
      for (int i = 0; i < plan.shards().size(); i++) {
        try (NativeFile file = NativeFile.open(plan.shards().get(i), OpenMode.BUFFERED)) {
          source.mappings.add(opened.add(file.map(0, plan.shardBytes(i))));
        }
      }
      if (source.advice() != Advice.WILLNEED) {
        for (Mapping mapping : source.mappings) {
          source.advise(mapping, 0, mapping.segment().byteSize());
        }
      }
      return source;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Advice advice() {
    return plan.settings().advice();
  }

  private void advise(Mapping mapping, long offset, long length) throws IOException {
    MemoryAdvice told = advice().forMemory().orElse(null);
    if (told != null) {
      mapping.advise(told, offset, length);
    }
  }

  @Override
  public ChunkReader reader() {
    return new Reader();
  }

  @Override
  public MemorySegment mapping(int shard) {
    return mappings.get(shard).segment();
  }

  @Override
  public List<String> granted() {
    List<String> granted = new ArrayList<>();
    advice().forMemory().ifPresent(told -> granted.add("madvise " + told));
    granted.addAll(details);
    return granted;
  }

  @Override
  public void close() {
    opened.close();
  }

  /**
   * How many chunks of a reader may still be needed after they were accepted, because other threads
   * work on them.
   */
  private int stillNeeded() {
    return plan.settings().dequantizeThreads() > 0 ? plan.mostUnderWay() : 0;
  }

  private final class Reader implements ChunkReader {
    private final Deque<Chunk> accepted = new ArrayDeque<>();

    @Override
    public void readAll(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException {
      for (Chunk chunk = queue.next(); chunk != null; chunk = queue.next()) {
        Mapping mapping = mappings.get(chunk.shard());
        clock.begin(Phase.FAULT);
        makePresent(mapping, chunk);
        clock.end(chunk.byteSize());
        sink.accept(chunk, mapping.segment().asSlice(chunk.fileOffset(), chunk.byteSize()));
        if (plan.settings().deliver() != Deliver.MAPPED) {
          accepted.add(chunk);
          clock.begin(Phase.FAULT);
          unmapNoLongerNeeded();
          clock.end(0);
        }
      }
      checkLengths();
    }

    /** Else the model would lie in this process twice: as the mapping and as what is delivered. */
    private void unmapNoLongerNeeded() throws IOException {
      while (accepted.size() > stillNeeded()) {
        Chunk chunk = accepted.remove();
        mappings
            .get(chunk.shard())
            .advise(MemoryAdvice.DONTNEED, chunk.fileOffset(), chunk.byteSize());
      }
    }

    private void makePresent(Mapping mapping, Chunk chunk) throws IOException {
      try {
        if (advice() == Advice.WILLNEED) {
          advise(mapping, chunk.fileOffset(), chunk.byteSize());
        }
        presence.make(mapping, chunk);
      } catch (IOException refused) {
        checkLengths();
        throw refused;
      }
    }

    /** The rest of a page after the end of a file reads as zeros, so nothing else would show it. */
    private void checkLengths() throws IOException {
      for (int i = 0; i < plan.shards().size(); i++) {
        Path shard = plan.shards().get(i);
        if (Files.notExists(shard)) {
          throw new LoadException(
              shard, -1, Phase.FAULT, "the file was removed while it was loaded; put it back");
        }
        long size = Files.size(shard);
        if (size < plan.shardBytes(i)) {
          throw new LoadException(
              shard,
              size,
              Phase.FAULT,
              "the file ends here, expected "
                  + plan.shardBytes(i)
                  + " bytes; it was cut while it was mapped");
        }
      }
    }

    @Override
    public void close() {
      // the source holds the mappings
    }
  }
}
