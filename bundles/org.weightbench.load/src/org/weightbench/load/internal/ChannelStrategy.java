package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;

/** Positional reads by the Java library alone. */
public final class ChannelStrategy implements Strategy {
  @Override
  public String name() {
    return "channel";
  }

  @Override
  public String summary() {
    return "Java's FileChannel, positional reads straight into the destination; runs everywhere";
  }

  @Override
  public Capability availability(Path modelFile) {
    return Availability.of(name(), () -> new ChannelFile(modelFile).close());
  }

  @Override
  public long alignmentBytes(Path modelFile) {
    return 1;
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    return new PositionalSource(plan, ChannelFile::new, List.of());
  }

  private static final class ChannelFile implements PositionalFile {
    private final FileChannel channel;

    ChannelFile(Path file) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public void announce(long position, long length) {
      // the Java library has no such call
    }

    @Override
    public long read(MemorySegment target, long position) throws IOException {
      return channel.read(target.asByteBuffer(), position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
