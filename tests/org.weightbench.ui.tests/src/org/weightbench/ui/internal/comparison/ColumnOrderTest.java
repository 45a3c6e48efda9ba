package org.weightbench.ui.internal.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.ui.internal.Rows;

final class ColumnOrderTest {

  @Test
  void threadsAndSizesAreOrderedByValueRatherThanByLetters() {
    assertEquals(List.of("1", "2", "16"), ordered(Axes.THREADS, false, "16", "1", "2"));
    assertEquals(
        List.of("256 KiB", "1 MiB", "64 MiB"),
        ordered(Axes.CHUNK, false, "1 MiB", "64 MiB", "256 KiB"));
    assertEquals(List.of("16", "2", "1"), ordered(Axes.THREADS, true, "16", "1", "2"));
  }

  @Test
  void closedAxesAreOrderedAsTheirChoices() {
    assertEquals(
        List.of("mmap", "read", "direct"), ordered(Axes.STRATEGY, false, "direct", "read", "mmap"));
  }

  @Test
  void rowsWithoutAValueComeLastInEitherDirection() {
    Column odd =
        new Column(
            "odd",
            "Odd",
            "s",
            row -> number(row) % 2 == 0 ? OptionalDouble.empty() : OptionalDouble.of(number(row)),
            row -> number(row) % 2 == 0 ? "" : String.valueOf(number(row)));
    assertEquals("3", first(odd, false));
    assertEquals("5", first(odd, true));
  }

  private static String first(Column column, boolean descending) {
    List<ComparisonRow> rows = new ArrayList<>(rows(Axes.THREADS, "4", "5", "2", "3"));
    ColumnOrder order = new ColumnOrder(column, descending);
    rows.sort((a, b) -> order.compare(null, a, b));
    assertEquals("", column.text().apply(rows.getLast()));
    return column.text().apply(rows.getFirst());
  }

  private static int number(ComparisonRow row) {
    return Integer.parseInt(row.summary().cell().text(Axes.THREADS));
  }

  private static List<String> ordered(Axis<?> axis, boolean descending, String... values) {
    Column column = Columns.axis(axis);
    ColumnOrder order = new ColumnOrder(column, descending);
    List<ComparisonRow> rows = new ArrayList<>(rows(axis, values));
    rows.sort((a, b) -> order.compare(null, a, b));
    return rows.stream().map(column.text()).toList();
  }

  private static List<ComparisonRow> rows(Axis<?> axis, String... values) {
    return List.of(values).stream().map(v -> Rows.row(Map.of(axis.name(), v), 1)).toList();
  }
}
