package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** Positional reads past the page cache. */
public final class DirectStrategy implements Strategy {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String summary() {
    return "pread(2) with O_DIRECT, past the page cache, straight into the destination";
  }

  @Override
  public boolean readsAhead() {
    return false;
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(name(), () -> alignmentBytes(modelFile));
  }

  @Override
  public long alignmentBytes(Path modelFile) throws IOException {
    return DirectFiles.alignmentBytes(modelFile);
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    AdvisedFile advised = new AdvisedFile(plan);
    return new PositionalSource(
        plan,
        file -> new NativePositionalFile(NativeFile.open(file, OpenMode.DIRECT), advised),
        List.of("O_DIRECT"));
  }
}
