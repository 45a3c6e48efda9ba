package org.weightbench.ui.internal.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.ui.internal.Rows;

final class ComparisonSheetTest {

  @Test
  void threadsAndSizesAreOrderedByValueRatherThanByLetters() {
    assertEquals(List.of("1", "2", "16"), ordered(Axes.THREADS, "16", "1", "2"));
    assertEquals(
        List.of("256 KiB", "1 MiB", "64 MiB"), ordered(Axes.CHUNK, "1 MiB", "64 MiB", "256 KiB"));
  }

  @Test
  void closedAxesAreOrderedAsTheirChoices() {
    assertEquals(
        List.of("mmap", "read", "direct"), ordered(Axes.STRATEGY, "direct", "read", "mmap"));
  }

  private static List<String> ordered(Axis<?> axis, String... values) {
    List<ComparisonRow> rows =
        List.of(values).stream().map(v -> Rows.row(Map.of(axis.name(), v), 1)).toList();
    ComparisonSheet sheet = ComparisonSheet.of(List.of(Columns.axis(axis)), rows);
    return rows.stream().sorted(sheet.order(0)).map(row -> sheet.text(row, 0)).toList();
  }
}
