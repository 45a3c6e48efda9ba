package org.weightbench.ui.internal.comparison;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.ComparisonRow;

/** A comparison as text for other programs. */
final class TableText {

  private TableText() {}

  /** Returns a Markdown table of what the table shows. */
  static String markdown(List<Column> columns, List<ComparisonRow> rows) {
    StringBuilder text = new StringBuilder();
    text.append(line(columns, column -> escaped(column.title())));
    text.append(line(columns, column -> column.numeric() ? "---:" : "---"));
    for (ComparisonRow row : rows) {
      text.append(line(columns, column -> escaped(column.text().apply(row))));
    }
    return text.toString();
  }

  /** Returns comma-separated values (RFC 4180): numbers in the column's unit, without it. */
  static String csv(List<Column> columns, List<ComparisonRow> rows) {
    StringBuilder text = new StringBuilder();
    text.append(record(columns, Column::id));
    for (ComparisonRow row : rows) {
      text.append(record(columns, column -> value(column, row)));
    }
    return text.toString();
  }

  private static String line(List<Column> columns, Function<Column, String> cell) {
    return columns.stream().map(cell).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String record(List<Column> columns, Function<Column, String> cell) {
    return columns.stream()
        .map(cell)
        .map(TableText::quoted)
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String value(Column column, ComparisonRow row) {
    OptionalDouble number = column.number().apply(row);
    return column.numeric() && number.isPresent()
        ? String.valueOf(number.getAsDouble())
        : column.numeric() ? "" : column.text().apply(row);
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private static String quoted(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
