package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.weightbench.load.Advice;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeFile;
import org.weightbench.os.ReadFlag;

/** Positional reads through the page cache that leave nothing there. */
public final class DontCacheStrategy implements Strategy {
  @Override
  public String name() {
    return "dontcache";
  }

  @Override
  public String summary() {
    return "preadv2(2) with RWF_DONTCACHE: with the page cache's read-ahead, without filling it";
  }

  @Override
  public Set<Advice> advices() {
    return EnumSet.of(Advice.NONE, Advice.SEQUENTIAL);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(
        name(), () -> NativeFile.capability(modelFile, ReadFlag.DONTCACHE).require());
  }

  /**
   * {@inheritDoc}
   *
   * <p>A page, so that none is dropped that another chunk still needs.
   */
  @Override
  public long alignmentBytes(Path modelFile) throws IOException {
    return Alignment.PAGE_BYTES;
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    AdvisedFile advised = new AdvisedFile(plan);
    return new PositionalSource(
        plan,
        file -> new NativePositionalFile(advised.open(file), advised, ReadFlag.DONTCACHE),
        advised.granted("RWF_DONTCACHE"));
  }
}
