package org.weightbench.load.internal;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.weightbench.load.Advice;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.IoUring;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** Queued reads through the page cache. */
public final class UringStrategy implements Strategy {
  @Override
  public String name() {
    return "uring";
  }

  @Override
  public String summary() {
    return "io_uring(7) through the page cache, many reads queued, straight into the destination";
  }

  @Override
  public Set<Advice> advices() {
    return EnumSet.of(Advice.NONE, Advice.SEQUENTIAL, Advice.RANDOM);
  }

  @Override
  public boolean polls() {
    return true;
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(
        name(),
        () -> {
          IoUring.capability().require();
          NativeFile.open(modelFile, OpenMode.BUFFERED).close();
        });
  }

  @Override
  public long alignmentBytes(Path modelFile) {
    return 1;
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    AdvisedFile advised = new AdvisedFile(plan);
    return new UringSource(plan, advised::open, advised.granted());
  }
}
