package org.weightbench.cli.internal.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.gguf.DisplayText;

/** The forms in which a comparison can be written. */
public enum ComparisonFormat {
  /** Text for people. */
  TABLE {
    @Override
    public String write(ComparisonView view, OptionalInt width) {
      Comparison comparison = view.comparison();
      List<String> lines = new ArrayList<>();
      for (Result result : comparison.results()) {
        lines.add(resultLine(result));
      }
      view.commonSettings().ifPresent(common -> lines.add("All cells: " + common));
      lines.add("Baseline: " + view.baseline());
      lines.add("");
      lines.addAll(table(view).lines(width));
      lines.add("");
      for (Headline headline : Headline.of(view)) {
        headline.lines().forEach(line -> lines.add(DisplayText.of(line)));
      }
      comparison.warnings().forEach(warning -> lines.add("Warning: " + DisplayText.of(warning)));
      lines.addAll(unmeasured(view));
      return joined(lines);
    }
  },
  /** JSON for programs: numbers in base units. */
  JSON {
    @Override
    public String write(ComparisonView view, OptionalInt width) {
      JsonText json = new JsonText();
      ObjectNode root = json.object();
      fill(root, view);
      return json.write(root);
    }
  },
  /** Comma-separated values for programs (RFC 4180 with line feeds): numbers in base units. */
  CSV {
    @Override
    public String write(ComparisonView view, OptionalInt width) {
      Comparison comparison = view.comparison();
      List<Column> columns = exported(comparison);
      List<String> lines = new ArrayList<>();
      lines.add(columns.stream().map(Column::id).collect(Collectors.joining(",")));
      for (ComparisonRow row : comparison.rows()) {
        lines.add(
            columns.stream()
                .map(column -> quoted(plain(column, row)))
                .collect(Collectors.joining(",")));
      }
      return joined(lines);
    }
  },
  /** A table for Markdown. */
  MARKDOWN {
    @Override
    public String write(ComparisonView view, OptionalInt width) {
      List<Column> columns = view.columns();
      List<String> lines = new ArrayList<>();
      lines.add(piped(columns, Column::title));
      lines.add(piped(columns, column -> column.numeric() ? "---:" : "---"));
      view.groups()
          .values()
          .forEach(
              rows -> rows.forEach(row -> lines.add(piped(columns, c -> c.text().apply(row)))));
      return joined(lines);
    }
  };

  /**
   * Writes a comparison, with a line end at the end.
   *
   * @param width characters that there is room for in a line, where that matters
   */
  public abstract String write(ComparisonView view, OptionalInt width);

  private static TextTable table(ComparisonView view) {
    List<Column> columns = view.columns();
    List<Heading> headings =
        columns.stream().map(column -> new Heading(column.title(), column.numeric())).toList();
    List<List<String>> rows = new ArrayList<>();
    for (List<ComparisonRow> group : view.groups().values()) {
      if (!rows.isEmpty()) {
        rows.add(List.of());
      }
      for (ComparisonRow row : group) {
        rows.add(columns.stream().map(column -> column.text().apply(row)).toList());
      }
    }
    return new TextTable(headings, rows);
  }

  private static List<String> unmeasured(ComparisonView view) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Unmeasured cell : view.unmeasured()) {
      byReason.computeIfAbsent(cell.reason(), _ -> new ArrayList<>()).add(cell.cell().id());
    }
    return byReason.entrySet().stream()
        .map(
            e ->
                "Not measured: "
                    + (e.getValue().size() == 1
                        ? e.getValue().getFirst()
                        : e.getValue().size() + " combinations")
                    + ", because "
                    + e.getKey())
        .map(DisplayText::of)
        .toList();
  }

  private static String resultLine(Result result) {
    String model =
        result
            .model()
            .map(record -> record.name() + ", " + record.path())
            .orElse("model not recorded yet");
    return DisplayText.of(result.folder().name() + ": " + model);
  }

  private static void fill(ObjectNode root, ComparisonView view) {
    Comparison comparison = view.comparison();
    ArrayNode results = root.putArray("results");
    for (Result result : comparison.results()) {
      ObjectNode node = results.addObject().put("folder", result.folder().path().toString());
      result
          .model()
          .ifPresent(m -> node.put("model", m.path()).put("contentHash", m.contentHash()));
    }
    root.put("baseline", view.baseline());
    ObjectNode common = root.putObject("commonSettings");
    comparison.commonSettings().forEach((axis, value) -> common.put(axis.name(), value));
    List<Column> columns = exported(comparison);
    ArrayNode titles = root.putArray("columns");
    for (Column column : columns) {
      titles
          .addObject()
          .put("id", column.id())
          .put("title", column.title())
          .put("unit", column.unit());
    }
    ArrayNode rows = root.putArray("rows");
    for (ComparisonRow row : comparison.rows()) {
      ObjectNode node = rows.addObject();
      for (Column column : columns) {
        put(node, column, row);
      }
    }
    ArrayNode headlines = root.putArray("headlines");
    Headline.of(view).forEach(headline -> headlines.add(String.join(" ", headline.lines())));
    ArrayNode warnings = root.putArray("warnings");
    comparison.warnings().forEach(warnings::add);
    ArrayNode unmeasured = root.putArray("notMeasured");
    for (Unmeasured cell : view.unmeasured()) {
      unmeasured.addObject().put("cell", cell.cell().id()).put("reason", cell.reason());
    }
  }

  private static void put(ObjectNode node, Column column, ComparisonRow row) {
    if (!column.numeric()) {
      node.put(column.id(), column.text().apply(row));
      return;
    }
    OptionalDouble number = column.number().apply(row);
    if (number.isPresent()) {
      BigDecimal value = BigDecimal.valueOf(number.getAsDouble());
      node.put(column.id(), new BigDecimal(value.stripTrailingZeros().toPlainString()));
    } else {
      node.putNull(column.id());
    }
  }

  private static List<Column> exported(Comparison comparison) {
    List<Column> columns = new ArrayList<>();
    for (Column column : Columns.of(comparison)) {
      switch (column.id()) {
        case "secondsInterval" -> columns.addAll(IntervalColumns.SECONDS);
        case "changeInterval" -> columns.addAll(IntervalColumns.CHANGE);
        default -> columns.add(column);
      }
    }
    return columns;
  }

  private static String plain(Column column, ComparisonRow row) {
    if (!column.numeric()) {
      return column.text().apply(row);
    }
    OptionalDouble number = column.number().apply(row);
    return number.isPresent() ? decimal(number.getAsDouble()) : "";
  }

  private static String decimal(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String piped(List<Column> columns, Function<Column, String> cell) {
    return columns.stream()
        .map(column -> DisplayText.of(cell.apply(column)).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String joined(List<String> lines) {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
