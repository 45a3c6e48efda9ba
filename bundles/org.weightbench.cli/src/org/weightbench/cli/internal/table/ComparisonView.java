package org.weightbench.cli.internal.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;

/**
 * A comparison as people look at it: rows under equal conditions together, the shortest load first,
 * and only the columns that say something.
 */
public final class ComparisonView {
  private final Comparison comparison;
  private final List<Unmeasured> unmeasured;

  private ComparisonView(Comparison comparison, List<Unmeasured> unmeasured) {
    this.comparison = comparison;
    this.unmeasured = List.copyOf(unmeasured);
  }

  /**
   * Looks at a comparison.
   *
   * @throws IOException when a result's plan cannot be read
   */
  public static ComparisonView of(Comparison comparison) throws IOException {
    List<Unmeasured> unmeasured = new ArrayList<>();
    for (Result result : comparison.results()) {
      unmeasured.addAll(Unmeasured.of(result));
    }
    return new ComparisonView(comparison, unmeasured);
  }

  /** Returns the comparison. */
  public Comparison comparison() {
    return comparison;
  }

  /**
   * Returns the rows by their conditions: groups in the order of the experiment, best first within.
   *
   * @return rows by the words for their conditions; no words where all rows have the same ones
   */
  public Map<String, List<ComparisonRow>> groups() {
    List<Axis<?>> conditions = comparison.differingAxes().stream().filter(Axis::condition).toList();
    Map<String, List<ComparisonRow>> groups = new LinkedHashMap<>();
    comparison.rows().forEach(row -> groups.put(words(conditions, row), new ArrayList<>()));
    comparison.bestFirst().forEach(row -> groups.get(words(conditions, row)).add(row));
    return groups;
  }

  /** Returns the rows in the order of their groups. */
  public List<ComparisonRow> rows() {
    return groups().values().stream().flatMap(List::stream).toList();
  }

  /** Returns the columns in which at least one row has a value. */
  public List<Column> columns() {
    return Columns.of(comparison).stream()
        .filter(
            column ->
                comparison.rows().stream().anyMatch(row -> !column.text().apply(row).isEmpty()))
        .toList();
  }

  /** Returns the settings that all rows share, in words; empty when there are none. */
  public Optional<String> commonSettings() {
    Map<Axis<?>, String> common = comparison.commonSettings();
    return common.isEmpty()
        ? Optional.empty()
        : Optional.of(
            common.entrySet().stream()
                .map(e -> e.getKey().name() + " " + e.getValue())
                .collect(Collectors.joining(", ")));
  }

  /** Returns what the rows are compared with, in words. */
  public String baseline() {
    return switch (comparison.baseline()) {
      case Baseline.ByResult(var folder) -> "the same settings in " + folder.name();
      case Baseline.ByCell(var folder, var cell) -> {
        String settings =
            comparison.differingAxes().stream()
                .filter(axis -> !axis.condition())
                .map(axis -> axis.name() + " " + cell.text(axis))
                .collect(Collectors.joining(", "));
        boolean conditions = comparison.differingAxes().stream().anyMatch(Axis::condition);
        yield (settings.isEmpty() ? "the first cell" : settings)
            + (comparison.results().size() > 1 ? " in " + folder.name() : "")
            + (conditions ? ", under each row's own conditions" : "");
      }
    };
  }

  /** Returns the combinations without a sample, in the order of the results. */
  public List<Unmeasured> unmeasured() {
    return unmeasured;
  }

  /** Returns a row's settings without its conditions, as its name within a group. */
  public String name(ComparisonRow row) {
    List<Axis<?>> settings =
        comparison.differingAxes().stream().filter(axis -> !axis.condition()).toList();
    return settings.isEmpty() && comparison.results().size() == 1
        ? row.summary().cell().text(Axes.STRATEGY)
        : comparison.label(row, settings);
  }

  private static String words(List<Axis<?>> conditions, ComparisonRow row) {
    return conditions.stream()
        .map(axis -> axis.name() + " " + row.summary().cell().text(axis))
        .collect(Collectors.joining(", "));
  }
}
