package org.weightbench.cli.internal.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.gguf.DisplayText;

/**
 * Rows under columns, for people and for programs.
 *
 * @param headings one for each column
 * @param rows one cell for each column in each row
 */
public record Grid(List<Head> headings, List<List<Cell>> rows) {

  /**
   * What a column shows.
   *
   * @param id stable key
   * @param title title for people
   * @param unit unit of the numbers; empty for words
   */
  public record Head(String id, String title, String unit) {
    /** Tells whether cells are numbers. */
    public boolean numeric() {
      return !unit.isEmpty();
    }
  }

  /**
   * One cell.
   *
   * @param text as people read it, with its unit
   * @param number value in the column's unit; empty for words, and where there is none
   */
  public record Cell(String text, OptionalDouble number) {
    private String plain(Head head) {
      return head.numeric()
          ? number.isPresent() ? decimal(number.getAsDouble()).toPlainString() : ""
          : text;
    }
  }

  /** Copies the lists. */
  public Grid {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Lays out rows of a comparison. */
  public static Grid of(List<Column> columns, List<ComparisonRow> rows) {
    return new Grid(
        columns.stream().map(c -> new Head(c.id(), c.title(), c.unit())).toList(),
        rows.stream()
            .map(
                row ->
                    columns.stream()
                        .map(c -> new Cell(c.text().apply(row), c.number().apply(row)))
                        .toList())
            .toList());
  }

  /** Returns the grid as a table for people. */
  public TextTable table() {
    return new TextTable(
        headings.stream().map(head -> new Heading(head.title(), head.numeric())).toList(),
        rows.stream().map(row -> row.stream().map(Cell::text).toList()).toList());
  }

  /** Returns the lines of a table in Markdown. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(piped(headings, Head::title));
    lines.add(piped(headings, head -> head.numeric() ? "---:" : "---"));
    rows.forEach(row -> lines.add(piped(row, Cell::text)));
    return lines;
  }

  /** Returns comma-separated lines (RFC 4180), numbers in base units. */
  public List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add(headings.stream().map(Head::id).collect(Collectors.joining(",")));
    for (List<Cell> row : rows) {
      lines.add(
          IntStream.range(0, row.size())
              .mapToObj(i -> quoted(row.get(i).plain(headings.get(i))))
              .collect(Collectors.joining(",")));
    }
    return lines;
  }

  /** Adds the columns and the rows to an object, numbers in base units. */
  void fill(ObjectNode root) {
    ArrayNode columns = root.putArray("columns");
    for (Head head : headings) {
      columns.addObject().put("id", head.id()).put("title", head.title()).put("unit", head.unit());
    }
    ArrayNode array = root.putArray("rows");
    for (List<Cell> row : rows) {
      ObjectNode node = array.addObject();
      for (int i = 0; i < row.size(); i++) {
        Head head = headings.get(i);
        OptionalDouble number = row.get(i).number();
        if (!head.numeric()) {
          node.put(head.id(), row.get(i).text());
        } else if (number.isPresent()) {
          node.put(head.id(), decimal(number.getAsDouble()));
        } else {
          node.putNull(head.id());
        }
      }
    }
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static <T> String piped(List<T> cells, Function<T, String> text) {
    return cells.stream()
        .map(cell -> DisplayText.of(text.apply(cell)).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
