package org.weightbench.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.weightbench.experiment.internal.Json;

/**
 * The end of {@code samples.jsonl} to which a run appends. While it is open no other process can
 * open it. A line that an earlier run left half-written is cut off first: it never was a whole
 * sample.
 *
 * <p>Not thread-safe; one thread appends.
 */
public final class SampleLog implements AutoCloseable {
  private static final int TAIL_BYTES = 4096;

  private final Path file;
  private final FileChannel channel;

  private SampleLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the log, which is created when missing.
   *
   * @throws IOException when the file cannot be written or another run has it open
   */
  static SampleLog open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, file);
      long end = endOfLastWholeLine(channel);
      channel.truncate(end);
      channel.position(end);
      channel.force(true);
      return new SampleLog(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(
          file.getParent()
              + ": another run is writing to this result folder; wait for it or stop it");
    }
  }

  private static long endOfLastWholeLine(FileChannel channel) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - TAIL_BYTES);
      tail.clear().limit((int) (end - start));
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) > 0) {}
      for (int i = tail.position() - 1; i >= 0; i--) {
        if (tail.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  /**
   * Appends a sample; when this returns it is on the disk.
   *
   * @throws IOException when it could not be written whole; the log then ends where it ended before
   */
  public void append(Sample sample) throws IOException {
    long start = channel.position();
    ByteBuffer line = ByteBuffer.wrap((Json.line(sample) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      try {
        channel.truncate(start);
      } catch (IOException cut) {
        e.addSuppressed(cut);
      }
      throw new IOException(
          file
              + " cannot be written: "
              + e.getMessage()
              + "; the samples before this one are whole, so make room and go on with --resume",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
