package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open descriptor that any number of threads may use. Closing refuses new uses at once and lets
 * the last running one close the number, so that no call ever meets a number that was given away.
 */
public final class Descriptor {
  private static final int CLOSED = 1;
  private static final int ONE_USE = 2;

  private final int number;
  private final Path path;
  private final AtomicInteger state = new AtomicInteger();

  /** Takes over an open descriptor number. */
  public Descriptor(int number, Path path) {
    this.number = number;
    this.path = path;
  }

  /** Begins a use, which must be ended by {@link #release()}. */
  public int acquire() {
    while (true) {
      int now = state.get();
      if ((now & CLOSED) != 0) {
        throw new IllegalStateException(NativePath.quoted(path) + " is already closed");
      }
      if (state.compareAndSet(now, now + ONE_USE)) {
        return number;
      }
    }
  }

  /** Ends a use. */
  public void release() throws IOException {
    if (state.addAndGet(-ONE_USE) == CLOSED) {
      Close.close(number, path);
    }
  }

  /** Closes now, or when the last running use ends; closing again does nothing. */
  public void close() throws IOException {
    int before = state.getAndUpdate(now -> now | CLOSED);
    if (before == 0) {
      Close.close(number, path);
    }
  }
}
