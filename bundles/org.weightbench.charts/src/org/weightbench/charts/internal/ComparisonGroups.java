package org.weightbench.charts.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;

/**
 * The rows of a comparison for charts of categories: settings are categories, the one with the
 * shortest load first, and conditions are series.
 *
 * @param series names of the series
 * @param categories names of the categories
 * @param rows rows by category
 * @param conditions axes that make the series
 */
public record ComparisonGroups(
    List<String> series,
    List<String> categories,
    Map<String, List<ComparisonRow>> rows,
    List<Axis<?>> conditions) {

  /**
   * Groups the rows.
   *
   * @param words says what is English in the language of the reader
   */
  public static ComparisonGroups of(Comparison comparison, UnaryOperator<String> words) {
    List<Axis<?>> differing = comparison.differingAxes();
    List<Axis<?>> conditions = differing.stream().filter(Axis::condition).toList();
    List<Axis<?>> settings = differing.stream().filter(axis -> !axis.condition()).toList();
    Map<String, List<ComparisonRow>> groups = new LinkedHashMap<>();
    for (ComparisonRow row : comparison.rows()) {
      groups
          .computeIfAbsent(comparison.label(row, settings, words), _ -> new ArrayList<>())
          .add(row);
    }
    return new ComparisonGroups(
        comparison.rows().stream().map(row -> name(conditions, row)).distinct().toList(),
        groups.entrySet().stream()
            .sorted(Comparator.comparingDouble(group -> slowest(group.getValue())))
            .map(Map.Entry::getKey)
            .toList(),
        groups,
        conditions);
  }

  /** Returns the row of a series in a category. */
  public Optional<ComparisonRow> row(String name, String category) {
    return rows.get(category).stream()
        .filter(row -> name(conditions, row).equals(name))
        .findFirst();
  }

  /** Returns the row of a series in a category, by their positions. */
  public Optional<ComparisonRow> row(int name, int category) {
    return row(series.get(name), categories.get(category));
  }

  /** Returns how many bars there is room for. */
  public int bars() {
    return categories.size() * Math.max(1, series.size());
  }

  private static double slowest(List<ComparisonRow> rows) {
    return rows.stream()
        .mapToDouble(
            row -> row.summary().wallNanos().map(Estimate::median).orElse(Double.MAX_VALUE))
        .max()
        .orElse(Double.MAX_VALUE);
  }

  private static String name(List<Axis<?>> conditions, ComparisonRow row) {
    Cell cell = row.summary().cell();
    return conditions.isEmpty()
        ? "load time"
        : conditions.stream().map(cell::text).collect(Collectors.joining(" "));
  }
}
