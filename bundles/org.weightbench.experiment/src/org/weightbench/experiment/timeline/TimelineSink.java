package org.weightbench.experiment.timeline;

import java.io.IOException;

/** Takes a timeline while it is recorded. */
@FunctionalInterface
public interface TimelineSink {
  /** Stands for a number that was not read at a tick. */
  long NO_VALUE = Long.MIN_VALUE;

  /**
   * Takes one reading of all channels.
   *
   * @param nanos from the timeline's origin
   * @param values one for each channel, in their order, or {@link #NO_VALUE}; belongs to the
   *     caller, who uses it again
   */
  void tick(long nanos, long[] values) throws IOException;
}
