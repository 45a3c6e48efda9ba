package org.weightbench.runner.watch.internal;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineSink;

/**
 * Hands on what happened in each interval, as a timeline of its first and its last tick. Used by
 * one thread.
 */
public final class LiveRows implements TimelineSink {
  /** Below it the processors' clock tells nothing. */
  private static final long SHORTEST_NANOS = 100_000_000;

  private final String startedAt;
  private final List<Channel> channels;
  private final long intervalNanos;
  private final Consumer<Timeline> listener;
  private long[] first = new long[0];
  private long firstNanos;

  /** Hands on to a listener, on the thread that calls {@link #tick}. */
  public LiveRows(
      String startedAt, List<Channel> channels, Duration interval, Consumer<Timeline> listener) {
    this.startedAt = startedAt;
    this.channels = channels;
    this.intervalNanos = Math.max(SHORTEST_NANOS, interval.toNanos());
    this.listener = listener;
  }

  @Override
  public void tick(long nanos, long[] values) {
    if (first.length == 0) {
      first = values.clone();
      firstNanos = nanos;
      return;
    }
    long tolerance = intervalNanos / 20;
    if (nanos - firstNanos >= intervalNanos - tolerance) {
      long[] last = values.clone();
      listener.accept(
          Timeline.of(startedAt, channels, List.of(firstNanos, nanos), List.of(first, last)));
      first = last;
      firstNanos = nanos;
    }
  }
}
