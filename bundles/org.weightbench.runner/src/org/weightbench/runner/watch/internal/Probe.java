package org.weightbench.runner.watch.internal;

import java.io.IOException;
import java.util.List;
import org.weightbench.experiment.timeline.Channel;

/** Reads some channels. Used by one thread. */
public interface Probe extends AutoCloseable {
  /** The channels, always the same. */
  List<Channel> channels();

  /**
   * Reads them.
   *
   * @param into takes the numbers
   * @param at index of the first
   */
  void read(long[] into, int at) throws IOException;

  @Override
  void close() throws IOException;
}
