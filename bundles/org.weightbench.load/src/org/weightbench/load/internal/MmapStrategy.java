package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.weightbench.load.Advice;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.os.Capability;

/** Maps the shards and touches every page; the kernel reads what is missing. */
public final class MmapStrategy extends MappedStrategy {
  @Override
  public String name() {
    return "mmap";
  }

  @Override
  public String summary() {
    return "mmap(2) and a touch of every page, then a copy where one is asked for";
  }

  @Override
  public Set<Advice> advices() {
    return EnumSet.allOf(Advice.class);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(name(), () -> tryMapping(modelFile));
  }

  @Override
  public ChunkSource open(LoadPlan plan) throws IOException {
    return MappedSource.open(
        plan,
        (mapping, chunk) -> mapping.touch(chunk.fileOffset(), chunk.byteSize()),
        new Resources(),
        List.of());
  }
}
