package org.weightbench.analysis.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineEvent;

/**
 * A timeline with time counted from the start of the load.
 *
 * @param timeline what was recorded
 */
record Readings(Timeline timeline) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Processor time is counted in hundredths of a second, so that shorter spans tell nothing. */
  private static final long LEAST_PROCESSOR_NANOS = 100_000_000;

  private static final double NANOS_PERCENT = 1e-7;

  /** Where time is counted from. */
  static long startNanos(Timeline timeline) {
    return timeline.loadStartNanos().orElse(timeline.ticks() > 0 ? timeline.nanos(0) : 0);
  }

  /** How long the load took, or all that was recorded where nobody told. */
  static double loadSeconds(Timeline timeline) {
    long last = timeline.ticks() > 0 ? timeline.nanos(timeline.ticks() - 1) : 0;
    return (timeline.loadEndNanos().orElse(last) - startNanos(timeline)) / NANOS_PER_SECOND;
  }

  private double seconds(long nanos) {
    return (nanos - startNanos(timeline)) / NANOS_PER_SECOND;
  }

  int instances(Quantity quantity) {
    return timeline.instances(quantity).size();
  }

  private List<Channel> channels(Quantity... quantities) {
    List<Channel> channels = new ArrayList<>();
    for (Quantity quantity : quantities) {
      timeline
          .instances(quantity)
          .forEach(instance -> channels.add(new Channel(quantity, instance)));
    }
    return channels;
  }

  /** The sum of channels at a tick; empty when one was not read. */
  private OptionalLong sum(List<Channel> channels, int tick) {
    long sum = 0;
    for (Channel channel : channels) {
      OptionalLong value = timeline.value(channel, tick);
      if (value.isEmpty()) {
        return value;
      }
      sum += value.getAsLong();
    }
    return channels.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  @FunctionalInterface
  private interface Span {
    double value(int from, int to, double seconds);
  }

  /** One point for each pair of ticks that were read, at least so far apart. */
  private List<Point> spans(List<Channel> channels, long leastNanos, Span span) {
    List<Point> points = new ArrayList<>();
    int from = -1;
    for (int tick = 0; tick < timeline.ticks(); tick++) {
      if (sum(channels, tick).isEmpty()) {
        continue;
      }
      if (from < 0) {
        from = tick;
      } else if (timeline.nanos(tick) - timeline.nanos(from) >= Math.max(1, leastNanos)) {
        double seconds = (timeline.nanos(tick) - timeline.nanos(from)) / NANOS_PER_SECOND;
        double value = span.value(from, tick, seconds);
        if (Double.isFinite(value)) {
          points.add(new Point(seconds(timeline.nanos(tick)), value));
        }
        from = tick;
      }
    }
    return points;
  }

  private double change(List<Channel> channels, int from, int to) {
    return sum(channels, to).orElseThrow() - sum(channels, from).orElseThrow();
  }

  private List<Point> rate(double scale, long leastNanos, List<Channel> channels) {
    return spans(
        channels, leastNanos, (from, to, seconds) -> change(channels, from, to) * scale / seconds);
  }

  List<Point> rate(double scale, Quantity... quantities) {
    return rate(scale, 0, channels(quantities));
  }

  List<Point> smoothRate(double scale, Quantity... quantities) {
    return rate(scale, LEAST_PROCESSOR_NANOS, channels(quantities));
  }

  List<Point> busiestProcessor() {
    List<List<Channel>> processors =
        timeline.instances(Quantity.CPU_USER_TIME).stream()
            .map(
                number ->
                    List.of(
                        new Channel(Quantity.CPU_USER_TIME, number),
                        new Channel(Quantity.CPU_SYSTEM_TIME, number)))
            .toList();
    return spans(
        channels(Quantity.CPU_USER_TIME, Quantity.CPU_SYSTEM_TIME),
        LEAST_PROCESSOR_NANOS,
        (from, to, seconds) ->
            processors.stream()
                .mapToDouble(one -> change(one, from, to) / NANOS_PER_SECOND / seconds)
                .max()
                .orElse(Double.NaN));
  }

  /** More than all of a span comes from the moment between a tick's time and its reading. */
  List<Point> stalled(String resource) {
    List<Channel> channels = List.of(new Channel(Quantity.PRESSURE_SOME, resource));
    return spans(
        channels,
        LEAST_PROCESSOR_NANOS,
        (from, to, seconds) -> Math.min(100, change(channels, from, to) * NANOS_PERCENT / seconds));
  }

  /** How much of one came for each of the other; no point where none of the other came. */
  List<Point> ratio(double scale, Quantity amount, Quantity count) {
    List<Channel> amounts = channels(amount);
    List<Channel> counts = channels(count);
    return spans(
        counts, 0, (from, to, _) -> change(amounts, from, to) * scale / change(counts, from, to));
  }

  List<Point> level(double scale, Quantity quantity) {
    List<Channel> channels = channels(quantity);
    List<Point> points = new ArrayList<>();
    for (int tick = 0; tick < timeline.ticks(); tick++) {
      OptionalLong value = sum(channels, tick);
      if (value.isPresent()) {
        points.add(new Point(seconds(timeline.nanos(tick)), value.getAsLong() * scale));
      }
    }
    return points;
  }

  List<Point> layers() {
    List<TimelineEvent> ready =
        timeline.events().stream()
            .filter(event -> event.kind() == TimelineEvent.Kind.LAYER_READY)
            .filter(event -> !event.detail().startsWith("-"))
            .sorted((a, b) -> Long.compare(a.nanos(), b.nanos()))
            .toList();
    List<Point> points = new ArrayList<>();
    for (TimelineEvent event : ready) {
      points.add(new Point(seconds(event.nanos()), points.size() + 1));
    }
    return points;
  }

  /** How much quantities grew together between two moments; empty when they were not read. */
  OptionalLong growth(long fromNanos, long toNanos, Quantity... quantities) {
    return growth(fromNanos, toNanos, channels(quantities));
  }

  /** How much channels grew together between two moments. */
  OptionalLong growth(long fromNanos, long toNanos, List<Channel> channels) {
    OptionalDouble from = at(fromNanos, channels);
    OptionalDouble to = at(toNanos, channels);
    return from.isPresent() && to.isPresent()
        ? OptionalLong.of(Math.round(to.getAsDouble() - from.getAsDouble()))
        : OptionalLong.empty();
  }

  /** What channels were together at a moment, on a straight line between the ticks around it. */
  private OptionalDouble at(long nanos, List<Channel> channels) {
    OptionalDouble before = OptionalDouble.empty();
    long nanosBefore = 0;
    for (int tick = 0; tick < timeline.ticks(); tick++) {
      OptionalLong value = sum(channels, tick);
      if (value.isEmpty()) {
        continue;
      }
      long now = timeline.nanos(tick);
      if (now >= nanos) {
        if (before.isEmpty() || now == nanosBefore) {
          return OptionalDouble.of(value.getAsLong());
        }
        double share = (double) (nanos - nanosBefore) / (now - nanosBefore);
        double start = before.getAsDouble();
        return OptionalDouble.of(start + share * (value.getAsLong() - start));
      }
      before = OptionalDouble.of(value.getAsLong());
      nanosBefore = now;
    }
    return before;
  }
}
