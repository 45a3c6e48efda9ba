package org.weightbench.load.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Things to close, in reverse order; usable from any thread. */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Adds something that {@link #close} will close, and returns it. */
  public synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Closes everything, even when closing some of it fails; a second call does nothing.
   *
   * @throws UncheckedIOException of the first failure, the others suppressed in it
   */
  @Override
  public synchronized void close() {
    UncheckedIOException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new UncheckedIOException(asIoException(e));
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static IOException asIoException(Exception e) {
    return e instanceof IOException io ? io : new IOException("could not release: " + e, e);
  }
}
