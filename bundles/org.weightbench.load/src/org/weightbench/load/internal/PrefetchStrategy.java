package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.weightbench.load.Advice;
import org.weightbench.load.Chunk;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.os.Capability;
import org.weightbench.os.Mapping;

/** Maps the shards and touches every page, while a thread of its own has the file read ahead. */
public final class PrefetchStrategy extends MappedStrategy {
  @Override
  public String name() {
    return "mmap-prefetch";
  }

  @Override
  public String summary() {
    return "mmap(2) and a touch of every page, while another thread reads the file in sequence"
        + " ahead of it";
  }

  @Override
  public Set<Advice> advices() {
    return EnumSet.of(Advice.NONE, Advice.SEQUENTIAL, Advice.RANDOM);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(name(), () -> tryMapping(modelFile));
  }

  @Override
  public ChunkSource open(LoadPlan plan) throws IOException {
    Resources opened = new Resources();
    Prefetcher prefetcher = new Prefetcher(plan);
    ChunkSource mapped =
        MappedSource.open(
            plan,
            (mapping, chunk) -> touch(mapping, chunk, prefetcher),
            opened,
            List.of("a thread reading up to " + (Prefetcher.WINDOW_BYTES >> 20) + " MiB ahead"));
    opened.add(prefetcher);
    prefetcher.start();
    return mapped;
  }

  private static void touch(Mapping mapping, Chunk chunk, Prefetcher prefetcher)
      throws IOException {
    for (long at = 0; at < chunk.byteSize(); at += Prefetcher.PIECE_BYTES) {
      long length = Math.min(Prefetcher.PIECE_BYTES, chunk.byteSize() - at);
      mapping.touch(chunk.fileOffset() + at, length);
      prefetcher.touched();
    }
    prefetcher.check();
  }
}
