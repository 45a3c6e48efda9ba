package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.weightbench.os.Mount;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;

/**
 * The file that is read: the model, which stays as it is, or a scratch file, which is deleted in
 * the end.
 *
 * @param file absolute
 * @param scratch whether to delete it
 */
public record Target(Path file, boolean scratch) implements AutoCloseable {
  private static final long SCRATCH_BYTES = 1L << 30;
  private static final long LEAST_SCRATCH_BYTES = 64L << 20;
  private static final int SCRATCH_PART = 8;
  private static final int STEP_BYTES = 4 << 20;
  private static final double COLD_SHARE = 0.001;

  /**
   * Takes a file as it is, or writes a scratch file of random bytes into a folder: up to 1 GiB, as
   * much as an eighth of the budget and a tenth of the free space allow.
   *
   * @param budget for all measurements
   * @param cancelled ends the writing early
   * @throws IOException when there is no such path, or a scratch file cannot be written
   */
  public static Target of(Path path, Duration budget, BooleanSupplier cancelled)
      throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      return new Target(absolute, false);
    }
    Path file = Files.createTempFile(absolute, ".weightbench-ceilings-", ".tmp");
    Target target = new Target(file, true);
    try {
      target.fill(
          Math.min(SCRATCH_BYTES, Files.getFileStore(absolute).getUsableSpace() / 10),
          budget.dividedBy(SCRATCH_PART),
          cancelled);
      return target;
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  private void fill(long bytes, Duration time, BooleanSupplier cancelled) throws IOException {
    if (bytes < LEAST_SCRATCH_BYTES) {
      throw new IOException(
          "the file system of "
              + file.getParent()
              + " has too little room for a scratch file, expected 640 MiB free; name a model to"
              + " read instead");
    }
    byte[] random = new byte[STEP_BYTES];
    new Random(7).nextBytes(random);
    ByteBuffer step = ByteBuffer.wrap(random);
    long start = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = 0; at + STEP_BYTES <= bytes && !cancelled.getAsBoolean(); at += STEP_BYTES) {
        if (at >= LEAST_SCRATCH_BYTES && System.nanoTime() - start > time.toNanos()) {
          break;
        }
        step.rewind().putLong(0, at);
        while (step.hasRemaining()) {
          channel.write(step);
        }
        if (at / STEP_BYTES % 16 == 15) {
          channel.force(false);
        }
      }
      channel.force(true);
    }
  }

  /**
   * Returns the name of the file system that ceilings are compared by.
   *
   * @throws IOException when the system does not tell
   */
  public static String fileSystem(Path path) throws IOException {
    return Mount.of(path)
        .map(mount -> mount.type() + " on " + mount.source() + " at " + mount.directory())
        .orElse("unknown");
  }

  /**
   * Drops the file from the page cache.
   *
   * @throws IOException when pages stay, or nobody can tell
   */
  void evict() throws IOException {
    Residency left = PageCache.evict(file);
    if (!left.known()) {
      throw new IOException(
          "nobody can tell whether "
              + file
              + " is out of the page cache here, so reads of it may"
              + " not be called cold");
    }
    if (left.fraction() > COLD_SHARE) {
      throw new IOException(
          left.residentPages()
              + " pages of "
              + file
              + " stay in the page cache: another program has mapped or locked them");
    }
  }

  /**
   * Reads the start of the file into the page cache, anew where it can be dropped from it: reads
   * leave larger folios there than page faults do, from which everything is faster.
   */
  void warm(long bytes) throws IOException {
    if (PageCache.capability(file).available()) {
      PageCache.evict(file);
    }
    try (NativeFile opened = NativeFile.open(file, OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(STEP_BYTES);
      long at = 0;
      long got = 1;
      while (at < bytes && got > 0) {
        got = opened.read(buffer, at);
        at += got;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (scratch) {
      Files.deleteIfExists(file);
    }
  }
}
