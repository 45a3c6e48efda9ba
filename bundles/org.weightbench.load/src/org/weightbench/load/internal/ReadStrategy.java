package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
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
  public Capability availability(Path modelFile) {
    return Availability.of(name(), () -> NativeFile.open(modelFile, OpenMode.BUFFERED).close());
  }

  @Override
  public long alignmentBytes(Path modelFile) {
    return 1;
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    return new PositionalSource(
        plan, file -> new NativePositionalFile(NativeFile.open(file, OpenMode.BUFFERED)));
  }

  /** A file read by pread(2). */
  record NativePositionalFile(NativeFile file) implements PositionalFile {
    @Override
    public long read(MemorySegment target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
