package org.weightbench.launching.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a process writes to a file, from its beginning and as it comes. It ends when the writer has
 * ended and all is read. Used by one thread.
 */
final class FollowedFile extends InputStream {
  private static final long BETWEEN_LOOKS_MILLIS = 200;

  private final InputStream file;
  private final CompletableFuture<?> over;

  /**
   * Opens a file.
   *
   * @param over completed when nothing more is written, or nobody wants to know
   * @throws IOException when it cannot be read
   */
  FollowedFile(Path file, CompletableFuture<?> over) throws IOException {
    this.file = Files.newInputStream(file);
    this.over = over;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /** Asks for the end before it reads, so that nothing written before the end is missed. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (true) {
      boolean last = over.isDone();
      int count = file.read(bytes, offset, length);
      if (count >= 0 || last) {
        return count;
      }
      await();
    }
  }

  private void await() throws IOException {
    try {
      over.get(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // More may have been written.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
