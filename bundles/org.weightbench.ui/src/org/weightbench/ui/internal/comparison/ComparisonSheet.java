package org.weightbench.ui.internal.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.launching.Phrases;

/**
 * What the cells of a comparison's table show and how they are ordered, worked out once for all
 * rows. It may be made on any thread.
 */
final class ComparisonSheet {
  private static final Set<Column> SAID =
      Set.of(Columns.VERDICT, Columns.CRITICAL, Columns.SHARE, Columns.SAMPLES, Columns.STEADINESS);

  private final List<Column> columns;
  private final List<ComparisonRow> rows;
  private final Map<ComparisonRow, List<Entry>> entries = new IdentityHashMap<>();

  private record Entry(String text, double key) {}

  private ComparisonSheet(List<Column> columns, List<ComparisonRow> rows) {
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
    for (ComparisonRow row : rows) {
      List<Entry> line = new ArrayList<>();
      for (Column column : columns) {
        line.add(new Entry(text(column, row), key(column, row).orElse(0)));
      }
      entries.put(row, line);
    }
  }

  /** Works out the table of a comparison. */
  static ComparisonSheet of(Comparison comparison) {
    return of(Columns.of(comparison), comparison.rows());
  }

  /** Works out a table. */
  static ComparisonSheet of(List<Column> columns, List<ComparisonRow> rows) {
    return new ComparisonSheet(columns, rows);
  }

  List<Column> columns() {
    return columns;
  }

  List<ComparisonRow> rows() {
    return rows;
  }

  /** Returns what a cell shows, for one of the sheet's own rows. */
  String text(ComparisonRow row, int column) {
    return entry(row, column).text;
  }

  /** Returns the ascending order by a column: numbers and settings by value, words by alphabet. */
  Comparator<ComparisonRow> order(int column) {
    return Comparator.<ComparisonRow>comparingDouble(row -> entry(row, column).key)
        .thenComparing(row -> entry(row, column).text, String.CASE_INSENSITIVE_ORDER);
  }

  private Entry entry(ComparisonRow row, int column) {
    List<Entry> line = entries.get(row);
    if (line == null) {
      throw new IllegalArgumentException("found a row of another comparison");
    }
    return line.get(column);
  }

  private static String text(Column column, ComparisonRow row) {
    String english = column.text().apply(row);
    return SAID.contains(column) ? Phrases.say(english) : english;
  }

  private static OptionalDouble key(Column column, ComparisonRow row) {
    OptionalDouble number = column.number().apply(row);
    Optional<Axis<?>> axis = Axes.named(column.id());
    if (number.isPresent() || axis.isEmpty()) {
      return number;
    }
    String text = row.summary().cell().text(axis.get());
    return axis.get().closed()
        ? OptionalDouble.of(axis.get().choices().indexOf(text))
        : axis.get()
            .parse(text)
            .map(value -> value instanceof Number n ? OptionalDouble.of(n.doubleValue()) : number)
            .orElse(number);
  }
}
