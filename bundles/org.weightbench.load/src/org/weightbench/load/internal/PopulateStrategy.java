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
import org.weightbench.os.MemoryAdvice;

/** Maps the shards and has the kernel fill in many pages by each call. */
public final class PopulateStrategy extends MappedStrategy {
  /** Few enough pages that a system short of memory does not drop them before they are used. */
  private static final long WINDOW_BYTES = 64L << 20;

  @Override
  public String name() {
    return "mmap-populate";
  }

  @Override
  public String summary() {
    return "mmap(2) and MADV_POPULATE_READ chunk by chunk, then a copy where one is asked for";
  }

  @Override
  public Set<Advice> advices() {
    return EnumSet.of(Advice.NONE, Advice.SEQUENTIAL, Advice.RANDOM);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(
        name(),
        () -> {
          MemoryAdvice.POPULATE_READ.capability().require();
          tryMapping(modelFile);
        });
  }

  @Override
  public ChunkSource open(LoadPlan plan) throws IOException {
    return MappedSource.open(plan, PopulateStrategy::populate, new Resources(), List.of());
  }

  private static void populate(Mapping mapping, Chunk chunk) throws IOException {
    for (long at = chunk.fileOffset(); at < chunk.endOffset(); at += WINDOW_BYTES) {
      mapping.advise(
          MemoryAdvice.POPULATE_READ, at, Math.min(WINDOW_BYTES, chunk.endOffset() - at));
    }
  }
}
