package org.weightbench.cli.internal.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
      return joined(Grid.of(exported(comparison), comparison.rows()).csv());
    }
  },
  /** A table for Markdown, with the warnings below it. */
  MARKDOWN {
    @Override
    public String write(ComparisonView view, OptionalInt width) {
      List<String> lines = new ArrayList<>(Grid.of(view.columns(), view.rows()).markdown());
      for (String warning : view.comparison().warnings()) {
        lines.add("");
        lines.add("**Warning:** " + DisplayText.of(warning));
      }
      return joined(lines);
    }
  };

  /**
   * Version of the JSON; it rises when a key changes its meaning or goes, not when one is added.
   */
  private static final int JSON_SCHEMA = 1;

  /**
   * Writes a comparison, with a line end at the end.
   *
   * @param width characters that there is room for in a line, where that matters
   */
  public abstract String write(ComparisonView view, OptionalInt width);

  /** Writes all samples of a comparison, with a line end at the end. */
  public String writeSamples(ComparisonView view, OptionalInt width) {
    Grid samples = SampleColumn.grid(view.comparison());
    return switch (this) {
      case TABLE -> joined(samples.table().lines(width));
      case CSV -> joined(samples.csv());
      case MARKDOWN -> joined(samples.markdown());
      case JSON -> {
        JsonText json = new JsonText();
        ObjectNode root = json.object();
        samples.fill(root);
        yield json.write(root);
      }
    };
  }

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
    root.put("schema", JSON_SCHEMA);
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
    Grid.of(exported(comparison), comparison.rows()).fill(root);
    ArrayNode headlines = root.putArray("headlines");
    Headline.of(view).forEach(headline -> headlines.add(String.join(" ", headline.lines())));
    ArrayNode warnings = root.putArray("warnings");
    comparison.warnings().forEach(warnings::add);
    ArrayNode unmeasured = root.putArray("notMeasured");
    for (Unmeasured cell : view.unmeasured()) {
      unmeasured.addObject().put("cell", cell.cell().id()).put("reason", cell.reason());
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

  private static String joined(List<String> lines) {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
