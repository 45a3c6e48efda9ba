package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.cli.internal.table.Grid.Cell;
import org.weightbench.cli.internal.table.Grid.Head;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.HostMemoryMeasurement;
import org.weightbench.experiment.Sample.Measurement;

/**
 * One column of raw samples.
 *
 * @param head what it shows
 * @param cell the cell of a sample
 */
public record SampleColumn(Head head, Function<Sample, Cell> cell) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double PERCENT = 100;
  private static final List<SampleColumn> ALL =
      List.of(
          count("run", "Run", sample -> (double) sample.run()),
          count("repetition", "Repetition", sample -> (double) sample.repetition()),
          words("startedAt", "Started", Sample::startedAt),
          words("status", "Status", sample -> sample.status().name().toLowerCase(Locale.ROOT)),
          measured(
              "seconds",
              "Load time",
              "s",
              m -> m.wallNanos() / NANOS_PER_SECOND,
              v -> Quantities.duration(v * NANOS_PER_SECOND)),
          measured("bytesPerSecond", "Rate", "B/s", Measurement::bytesPerSecond, Quantities::rate),
          measured(
              "deviceBytes",
              "From device",
              "B",
              m -> m.deviceBytes() == null ? null : (Double) (double) m.deviceBytes(),
              v -> Quantities.bytes(Math.round(v))),
          measured(
              "residentBefore",
              "Resident before",
              "%",
              m -> percent(m.residencyBefore().share()),
              SampleColumn::percentText),
          measured(
              "residentAfter",
              "Resident after",
              "%",
              m -> percent(m.residencyAfter().share()),
              SampleColumn::percentText),
          measured(
              "cpuSeconds",
              "CPU time",
              "s",
              m -> counters(m, c -> (c.userNanos() + c.systemNanos()) / NANOS_PER_SECOND),
              v -> Quantities.duration(v * NANOS_PER_SECOND)),
          measured(
              "majorFaults",
              "Major faults",
              "1",
              m -> counters(m, c -> (double) c.majorFaults()),
              v -> String.valueOf(Math.round(v))),
          measured(
              "hostMemoryBytes",
              "Taken from host before",
              "B",
              m -> hostMemory(m, host -> (double) host.claimedBytes()),
              v -> Quantities.bytes(Math.round(v))),
          measured(
              "hostMemorySeconds",
              "Taking it took",
              "s",
              m -> hostMemory(m, host -> host.tookNanos() / NANOS_PER_SECOND),
              v -> Quantities.duration(v * NANOS_PER_SECOND)),
          words(
              "ran",
              "Ran as",
              sample -> Optional.ofNullable(sample.measurement()).map(Measurement::ran).orElse("")),
          words("reason", "Reason", sample -> Objects.requireNonNullElse(sample.reason(), "")));

  /** Returns all columns of samples, without those that tell of which cell they are. */
  public static List<SampleColumn> all() {
    return ALL;
  }

  /** Lays out all samples of a comparison, each with what tells its cell from the others. */
  public static Grid grid(Comparison comparison) {
    List<Column> cells = Columns.cell(comparison);
    List<Head> heads = new ArrayList<>();
    cells.forEach(column -> heads.add(new Head(column.id(), column.title(), column.unit())));
    ALL.forEach(column -> heads.add(column.head()));
    List<List<Cell>> rows = new ArrayList<>();
    for (ComparisonRow row : comparison.rows()) {
      for (Sample sample : row.summary().samples()) {
        List<Cell> cellsOfRow = new ArrayList<>();
        cells.forEach(c -> cellsOfRow.add(new Cell(c.text().apply(row), c.number().apply(row))));
        ALL.forEach(column -> cellsOfRow.add(column.cell().apply(sample)));
        rows.add(cellsOfRow);
      }
    }
    return new Grid(heads, rows);
  }

  private static SampleColumn words(String id, String title, Function<Sample, String> text) {
    return new SampleColumn(
        new Head(id, title, ""), sample -> new Cell(text.apply(sample), OptionalDouble.empty()));
  }

  private static SampleColumn count(String id, String title, Function<Sample, Double> value) {
    return new SampleColumn(
        new Head(id, title, "1"),
        sample ->
            new Cell(
                String.valueOf(Math.round(value.apply(sample))),
                OptionalDouble.of(value.apply(sample))));
  }

  private static SampleColumn measured(
      String id,
      String title,
      String unit,
      Function<Measurement, @Nullable Double> value,
      Function<Double, String> text) {
    return new SampleColumn(
        new Head(id, title, unit),
        sample ->
            Optional.ofNullable(sample.measurement())
                .map(value)
                .map(number -> new Cell(text.apply(number), OptionalDouble.of(number)))
                .orElseGet(() -> new Cell("", OptionalDouble.empty())));
  }

  private static @Nullable Double percent(@Nullable Double share) {
    return share == null ? null : (Double) (share * PERCENT);
  }

  private static String percentText(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }

  private static @Nullable Double hostMemory(
      Measurement measurement, Function<HostMemoryMeasurement, Double> value) {
    Details details = measurement.details();
    HostMemoryMeasurement host = details == null ? null : details.hostMemory();
    return host == null ? null : value.apply(host);
  }

  private static @Nullable Double counters(
      Measurement measurement, Function<Counters, Double> value) {
    Counters counters = measurement.counters();
    return counters == null ? null : value.apply(counters);
  }
}
