package org.weightbench.experiment.timeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A recorded timeline: numbers of channels at ticks, and events. Times are nanoseconds from its
 * origin. Immutable, may be shared between threads.
 */
public final class Timeline {
  private final TimelineHeader header;
  private final long[] nanos;
  private final Map<Channel, long[]> values;
  private final List<TimelineEvent> events;

  private Timeline(
      TimelineHeader header,
      long[] nanos,
      Map<Channel, long[]> values,
      List<TimelineEvent> events) {
    this.header = header;
    this.nanos = nanos;
    this.values = values;
    this.events = List.copyOf(events);
  }

  /**
   * A timeline of ticks that are being recorded.
   *
   * @param startedAt when the origin was, ISO 8601 in UTC
   * @param nanos when the ticks were
   * @param ticks a row for each tick, as {@link TimelineSink#tick} takes it
   */
  public static Timeline of(
      String startedAt, List<Channel> channels, List<Long> nanos, List<long[]> ticks) {
    Map<Channel, long[]> values = new LinkedHashMap<>();
    for (int i = 0; i < channels.size(); i++) {
      int channel = i;
      values.put(channels.get(i), ticks.stream().mapToLong(tick -> tick[channel]).toArray());
    }
    return new Timeline(
        TimelineHeader.of(startedAt, channels, List.of()),
        nanos.stream().mapToLong(Long::longValue).toArray(),
        values,
        List.of());
  }

  /**
   * Reads a file, also one that is still being written.
   *
   * @throws IOException when it cannot be read or is no timeline
   */
  public static Timeline read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    return new Reader(file, header(file, lines)).read(lines);
  }

  private static TimelineHeader header(Path file, List<String> lines) throws IOException {
    String title = lines.isEmpty() ? "" : lines.getFirst();
    if (!title.startsWith(TimelineLog.TITLE)) {
      throw new IOException(
          "%s:1: found '%s', expected '%s%d'; it is no timeline, or its run was killed early"
              .formatted(file, title, TimelineLog.TITLE, TimelineHeader.VERSION));
    }
    String version = title.substring(TimelineLog.TITLE.length());
    if (!version.equals(Integer.toString(TimelineHeader.VERSION))) {
      throw new IOException(
          "%s: found a timeline of version %s, expected %d; open it with a newer Weightbench"
              .formatted(file, version, TimelineHeader.VERSION));
    }
    return new TimelineHeader(
        TimelineHeader.VERSION,
        String.join("", after(TimelineLog.STARTED, lines)),
        after(TimelineLog.CHANNELS, lines).stream()
            .flatMap(names -> Arrays.stream(names.split(TimelineLog.COMMA)))
            .toList(),
        after(TimelineLog.MISSING, lines));
  }

  private static List<String> after(String prefix, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  /** When the origin was, ISO 8601 in UTC. */
  public String startedAt() {
    return header.startedAt();
  }

  /** What could not be recorded, each with the reason. */
  public List<String> missing() {
    return header.missing();
  }

  /** The channels that this version knows, in the order of the file. */
  public Set<Channel> channels() {
    return values.keySet();
  }

  /** The instances of a quantity, such as the devices, in the order of the file. */
  public List<String> instances(Quantity quantity) {
    return values.keySet().stream()
        .filter(channel -> channel.quantity() == quantity)
        .map(Channel::instance)
        .toList();
  }

  /** The number of ticks. */
  public int ticks() {
    return nanos.length;
  }

  /** When a tick was. */
  public long nanos(int tick) {
    return nanos[tick];
  }

  /** A channel's number at a tick; empty when it was not read then, or is not recorded. */
  public OptionalLong value(Channel channel, int tick) {
    long[] row = values.get(channel);
    return row == null || row[tick] == TimelineSink.NO_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(row[tick]);
  }

  /** The events, in the order of the file. */
  public List<TimelineEvent> events() {
    return events;
  }

  /** When the measured load started; empty when it did not, or nobody told. */
  public OptionalLong loadStartNanos() {
    return first(TimelineEvent.Kind.LOAD_STARTED);
  }

  /** When the measured load ended. */
  public OptionalLong loadEndNanos() {
    return first(TimelineEvent.Kind.LOAD_ENDED);
  }

  private OptionalLong first(TimelineEvent.Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .mapToLong(TimelineEvent::nanos)
        .findFirst();
  }

  private static final class Reader {
    private static final int FIRST_TICKS = 1024;

    private final Path file;
    private final TimelineHeader header;
    private final List<Optional<Channel>> channels;
    private final long[] now;
    private final long[][] rows;
    private final List<TimelineEvent> events = new ArrayList<>();
    private long[] nanos = new long[FIRST_TICKS];
    private long micros;
    private int ticks;
    private int line;

    Reader(Path file, TimelineHeader header) {
      this.file = file;
      this.header = header;
      this.channels = header.channels().stream().map(Channel::parse).toList();
      this.now = new long[channels.size()];
      this.rows = new long[channels.size()][FIRST_TICKS];
    }

    Timeline read(List<String> lines) throws IOException {
      for (String one : lines) {
        line++;
        if (!one.isEmpty()) {
          char first = one.charAt(0);
          if (first == TimelineLog.EVENT) {
            event(one.substring(1));
          } else if (Character.isDigit(first)) {
            tick(one);
          }
        }
      }
      Map<Channel, long[]> values = new LinkedHashMap<>();
      for (int i = 0; i < rows.length; i++) {
        long[] row = Arrays.copyOf(rows[i], ticks);
        channels.get(i).ifPresent(channel -> values.put(channel, row));
      }
      return new Timeline(header, Arrays.copyOf(nanos, ticks), values, events);
    }

    private void tick(String text) throws IOException {
      String[] fields = text.split(TimelineLog.COMMA, -1);
      if (fields.length > rows.length + 1) {
        throw broken("%d numbers, expected %d at most".formatted(fields.length, rows.length + 1));
      }
      if (ticks == nanos.length) {
        grow();
      }
      micros += number(fields[0]);
      nanos[ticks] = micros * TimelineLog.NANOS_PER_MICRO;
      for (int i = 0; i < rows.length; i++) {
        String field = i + 1 < fields.length ? fields[i + 1] : "";
        if (field.length() == 1 && field.charAt(0) == TimelineLog.NOT_READ) {
          rows[i][ticks] = TimelineSink.NO_VALUE;
        } else {
          now[i] += field.isEmpty() ? 0 : number(field);
          rows[i][ticks] = now[i];
        }
      }
      ticks++;
    }

    private void grow() {
      int larger = 2 * nanos.length;
      nanos = Arrays.copyOf(nanos, larger);
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOf(rows[i], larger);
      }
    }

    private void event(String text) throws IOException {
      String[] fields = text.split(TimelineLog.COMMA, 3);
      if (fields.length < 3) {
        throw broken("an event '%s', expected MICROS,KIND,DETAIL".formatted(text));
      }
      long at = number(fields[0]) * TimelineLog.NANOS_PER_MICRO;
      TimelineEvent.Kind.of(fields[1])
          .ifPresent(kind -> events.add(new TimelineEvent(at, kind, fields[2])));
    }

    private long number(String field) throws IOException {
      try {
        return Long.parseLong(field);
      } catch (NumberFormatException _) {
        throw broken("'%s', expected a number".formatted(field));
      }
    }

    private IOException broken(String found) {
      return new IOException(
          "%s:%d: found %s; take the line out to read the others".formatted(file, line, found));
    }
  }
}
