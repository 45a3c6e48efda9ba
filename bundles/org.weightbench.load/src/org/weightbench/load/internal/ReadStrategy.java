package org.weightbench.load.internal;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.weightbench.load.Advice;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** Positional reads through the page cache. */
public final class ReadStrategy implements Strategy {
  @Override
  public String name() {
    return "read";
  }

  @Override
  public String summary() {
    return "pread(2) through the page cache, straight into the destination";
  }

  @Override
  public Set<Advice> advices() {
    return EnumSet.allOf(Advice.class);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(name(), () -> NativeFile.open(modelFile, OpenMode.BUFFERED).close());
  }

  @Override
  public long alignmentBytes(Path modelFile) {
    return 1;
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    AdvisedFile advised = new AdvisedFile(plan);
    return new PositionalSource(
        plan, file -> new NativePositionalFile(advised.open(file), advised), advised.granted());
  }
}
