package org.weightbench.cli.internal.table;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weightbench.gguf.DisplayText;

/**
 * Rows under titles in columns of even width. Cells are escaped for terminals.
 *
 * @param headings one for each column
 * @param rows one cell for each column in each row; a row without cells is an empty line
 */
public record TextTable(List<Heading> headings, List<List<String>> rows) {
  private static final String GAP = "  ";

  /**
   * Title of a column.
   *
   * @param title the title
   * @param numeric whether cells align right
   */
  public record Heading(String title, boolean numeric) {
    /** Returns the title of a column of words. */
    public static Heading words(String title) {
      return new Heading(title, false);
    }

    /** Returns the title of a column of numbers. */
    public static Heading number(String title) {
      return new Heading(title, true);
    }
  }

  /** Escapes the cells. */
  public TextTable {
    headings = List.copyOf(headings);
    rows = rows.stream().map(row -> row.stream().map(DisplayText::of).toList()).toList();
  }

  /** Makes a table of columns that are described elsewhere. */
  public static <T> TextTable of(
      List<Heading> headings, List<T> items, Function<T, List<String>> cells) {
    return new TextTable(headings, items.stream().map(cells).toList());
  }

  /**
   * Writes the lines of the table.
   *
   * @param width characters that there is room for; columns at the right that do not fit are left
   *     out and named in a last line. Empty when there is room for everything
   */
  public List<String> lines(OptionalInt width) {
    int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
    int shown = shown(widths, width);
    List<String> lines = new ArrayList<>();
    lines.add(line(headings.stream().map(Heading::title).toList(), widths, shown));
    rows.forEach(row -> lines.add(line(row, widths, shown)));
    if (shown < widths.length) {
      String hidden =
          headings.subList(shown, widths.length).stream()
              .map(Heading::title)
              .collect(Collectors.joining(", "));
      lines.add("(no room for: " + hidden + ")");
    }
    return lines;
  }

  private static int shown(int[] widths, OptionalInt width) {
    int shown = widths.length;
    int total = IntStream.of(widths).sum() + GAP.length() * (shown - 1);
    while (width.isPresent() && shown > 1 && total > width.getAsInt()) {
      shown--;
      total -= widths[shown] + GAP.length();
    }
    return shown;
  }

  private String line(List<String> cells, int[] widths, int shown) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < Math.min(shown, cells.size()); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(headings.get(column).numeric() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = width(headings.get(column).title());
    for (List<String> row : rows) {
      width = row.isEmpty() ? width : Math.max(width, width(row.get(column)));
    }
    return width;
  }

  /** Returns how many places of a terminal a text takes. */
  private static int width(String text) {
    return text.codePoints().map(TextTable::places).sum();
  }

  private static int places(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default ->
          switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
            default -> 1;
          };
    };
  }
}
