package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.IoUring;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** Queued reads past the page cache. */
public final class UringDirectStrategy implements Strategy {
  @Override
  public String name() {
    return "uring-direct";
  }

  @Override
  public String summary() {
    return "io_uring(7) with O_DIRECT, past the page cache, many reads queued at the device";
  }

  @Override
  public boolean polls() {
    return true;
  }

  @Override
  public boolean readsAhead() {
    return false;
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(
        name(),
        () -> {
          IoUring.capability().require();
          alignmentBytes(modelFile);
        });
  }

  @Override
  public long alignmentBytes(Path modelFile) throws IOException {
    return DirectFiles.alignmentBytes(modelFile);
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    return new UringSource(
        plan, shard -> NativeFile.open(shard, OpenMode.DIRECT), List.of("O_DIRECT"));
  }
}
