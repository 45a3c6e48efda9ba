package org.weightbench.os;

import java.io.IOException;

/**
 * Counters that are read again and again, from files that stay open. Used by one thread.
 *
 * @param <T> the counters
 */
public interface CounterSource<T> extends AutoCloseable {
  /** The counters now. */
  T read() throws IOException;

  @Override
  void close() throws IOException;
}
