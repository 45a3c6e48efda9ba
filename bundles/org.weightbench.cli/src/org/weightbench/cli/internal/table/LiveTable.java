package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import org.weightbench.analysis.timeline.Point;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.experiment.timeline.Timeline;

/**
 * What happens, one line for each interval, with the columns of iostat -x and of vmstat. Columns
 * that the width has no room for are left out at the right.
 */
public final class LiveTable {
  private static final String GAP = "  ";
  private static final String NOTHING = "-";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<Column> COLUMNS =
      List.of(
          new Column("s", 7, timeline -> number(last(timeline), 1)),
          Column.of("rMB/s", 7, 1, SeriesKind.DEVICE_READ_RATE),
          Column.of("r/s", 7, 0, SeriesKind.READ_REQUESTS),
          Column.of("KiB", 5, 0, SeriesKind.READ_SIZE),
          Column.of("queue", 5, 1, SeriesKind.QUEUE_DEPTH),
          Column.of("await", 6, 2, SeriesKind.READ_AWAIT),
          Column.of("busy%", 5, 0, SeriesKind.UTILIZATION),
          Column.of("us", 5, 2, SeriesKind.CPU_USER),
          Column.of("sy", 5, 2, SeriesKind.CPU_SYSTEM),
          Column.of("wa", 5, 2, SeriesKind.CPU_IOWAIT),
          Column.of("minflt/s", 8, 0, SeriesKind.MINOR_FAULTS),
          Column.of("majflt/s", 8, 0, SeriesKind.MAJOR_FAULTS),
          Column.of("rss GiB", 7, 2, SeriesKind.RESIDENT),
          Column.of("cached%", 7, 1, SeriesKind.RESIDENCY),
          Column.of("io%", 4, 0, SeriesKind.STALLED_IO),
          Column.of("mem%", 4, 0, SeriesKind.STALLED_MEMORY),
          Column.of("cpu%", 4, 0, SeriesKind.STALLED_CPU),
          Column.of("cs/s", 7, 0, SeriesKind.CONTEXT_SWITCHES),
          Column.of("free GiB", 8, 2, SeriesKind.FREE),
          Column.of("cache GiB", 9, 2, SeriesKind.CACHED),
          Column.of("si MB/s", 7, 1, SeriesKind.SWAP_IN_RATE),
          Column.of("so MB/s", 7, 1, SeriesKind.SWAP_OUT_RATE),
          Column.of("wMB/s", 6, 1, SeriesKind.DEVICE_WRITE_RATE));

  private final List<Column> columns;

  /** Lays out the columns that there is room for; all where the width is not limited. */
  public LiveTable(OptionalInt width) {
    List<Column> shown = new ArrayList<>();
    int total = 0;
    for (Column column : COLUMNS) {
      total += column.width() + (shown.isEmpty() ? 0 : GAP.length());
      if (!shown.isEmpty() && width.isPresent() && total > width.getAsInt()) {
        break;
      }
      shown.add(column);
    }
    columns = List.copyOf(shown);
  }

  private record Column(String title, int width, Function<Timeline, String> text) {
    static Column of(String title, int width, int decimals, SeriesKind kind) {
      return new Column(
          title,
          width,
          timeline -> {
            List<Point> points = kind.points(timeline);
            return points.isEmpty() ? NOTHING : number(points.getLast().value(), decimals);
          });
    }

    String padded(String cell) {
      return " ".repeat(Math.max(0, width - cell.length())) + cell;
    }
  }

  /** Returns the titles. */
  public String header() {
    return line(Column::title);
  }

  /** Returns the line of an interval, given as a timeline of its first and last tick. */
  public String row(Timeline interval) {
    return line(column -> column.text().apply(interval));
  }

  private String line(Function<Column, String> cell) {
    StringBuilder line = new StringBuilder();
    for (Column column : columns) {
      line.append(line.isEmpty() ? "" : GAP).append(column.padded(cell.apply(column)));
    }
    return line.toString();
  }

  private static double last(Timeline timeline) {
    return timeline.nanos(timeline.ticks() - 1) / NANOS_PER_SECOND;
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
