package org.weightbench.runner.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.weightbench.experiment.Quantities;
import org.weightbench.os.NativeFile;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.OpenMode;
import org.weightbench.os.PageCache;
import org.weightbench.os.PageKind;

/**
 * How fast the storage below a model gives its bytes to one sequential reader, by a short try.
 *
 * @param bytesPerSecond the rate; 0 when it could not be tried
 * @param method how it was measured, or why it was not
 */
public record RateProbe(double bytesPerSecond, String method) {
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_NANOS = 3_000_000_000L;
  private static final long STEP_BYTES = 4L << 20;

  /**
   * Reads from the largest file.
   *
   * @param shards the model's files
   * @throws IOException when it cannot be read
   */
  public static RateProbe read(List<Path> shards) throws IOException {
    Path largest = shards.getFirst();
    for (Path shard : shards) {
      largest = Files.size(shard) > Files.size(largest) ? shard : largest;
    }
    if (NativeFile.capability(largest, OpenMode.DIRECT).available()) {
      return read(largest, OpenMode.DIRECT, "past the page cache");
    }
    if (PageCache.capability(largest).available()
        && PageCache.evict(largest).residentPages() == 0) {
      RateProbe probe = read(largest, OpenMode.BUFFERED, "through the emptied page cache");
      PageCache.evict(largest);
      return probe;
    }
    return new RateProbe(
        0, "the storage was not tried, because its page cache cannot be passed or emptied here");
  }

  private static RateProbe read(Path file, OpenMode mode, String how) throws IOException {
    try (NativeFile opened = NativeFile.open(file, mode);
        NativeMemory memory = NativeMemory.allocate(STEP_BYTES, PageKind.NORMAL)) {
      MemorySegment target = memory.segment();
      memory.touch(0, STEP_BYTES);
      long position = 0;
      long start = System.nanoTime();
      long nanos = 0;
      long got = 1;
      while (got > 0 && position < MOST_BYTES && nanos < MOST_NANOS) {
        got = opened.read(target, position);
        position += got;
        nanos = System.nanoTime() - start;
        if (got < STEP_BYTES) {
          break;
        }
      }
      double rate = position * 1e9 / Math.max(1, nanos);
      return new RateProbe(
          rate,
          "reading "
              + Quantities.bytes(position)
              + " of the model "
              + how
              + " gave "
              + Quantities.rate(rate));
    }
  }
}
