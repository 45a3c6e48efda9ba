package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
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
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.Mapping;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** Maps the shards and touches every page; the kernel reads what is missing. */
public final class MmapStrategy implements Strategy {
  private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

  @Override
  public String name() {
    return "mmap";
  }

  @Override
  public String summary() {
    return "mmap(2) and a touch of every page, then a copy where one is asked for";
  }

  @Override
  public Set<Deliver> delivers() {
    return EnumSet.allOf(Deliver.class);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(
        name(),
        () -> {
          try (NativeFile file = NativeFile.open(modelFile, OpenMode.BUFFERED)) {
            if (file.size() > 0) {
              file.map(0, Math.min(file.size(), Alignment.PAGE_BYTES)).close();
            }
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>A page, so that no two threads touch the same one.
   */
  @Override
  public long alignmentBytes(Path modelFile) {
    return Alignment.PAGE_BYTES;
  }

  @Override
  public ChunkSource open(LoadPlan plan) throws IOException {
    Resources opened = new Resources();
    try {
      MemorySegment[] shards = new MemorySegment[plan.shards().size()];
      for (int i = 0; i < shards.length; i++) {
        try (NativeFile file = NativeFile.open(plan.shards().get(i), OpenMode.BUFFERED)) {
          Mapping mapping = opened.add(file.map(0, plan.shardBytes(i)));
          shards[i] = mapping.segment();
        }
      }
      return new MappedSource(plan, shards, opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private record MappedSource(LoadPlan plan, MemorySegment[] shards, Resources mappings)
      implements ChunkSource {
    @Override
    public ChunkReader reader() {
      return new TouchingReader(this);
    }

    @Override
    public MemorySegment mapping(int shard) {
      return shards[shard];
    }

    @Override
    public void close() {
      mappings.close();
    }
  }

  private static final class TouchingReader implements ChunkReader {
    private final MappedSource source;

    TouchingReader(MappedSource source) {
      this.source = source;
    }

    @Override
    public void readAll(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException {
      for (Chunk chunk = queue.next(); chunk != null; chunk = queue.next()) {
        MemorySegment bytes =
            source.mapping(chunk.shard()).asSlice(chunk.fileOffset(), chunk.byteSize());
        clock.begin(Phase.FAULT);
        touch(bytes);
        clock.end(chunk.byteSize());
        sink.accept(chunk, bytes);
      }
      checkLengths();
    }

    /** Reads a byte of every page, opaquely so that no compiler leaves a read out. */
    private static void touch(MemorySegment bytes) {
      for (long at = 0; at < bytes.byteSize(); at += Alignment.PAGE_BYTES) {
        BYTE.getOpaque(bytes, at);
      }
      BYTE.getOpaque(bytes, bytes.byteSize() - 1);
    }

    /** The rest of a page after the end of a file reads as zeros, so nothing else would show it. */
    private void checkLengths() throws IOException {
      for (int i = 0; i < source.plan().shards().size(); i++) {
        Path shard = source.plan().shards().get(i);
        long size = Files.size(shard);
        if (size < source.plan().shardBytes(i)) {
          throw new LoadException(
              shard,
              size,
              Phase.FAULT,
              "the file ends here, expected "
                  + source.plan().shardBytes(i)
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
