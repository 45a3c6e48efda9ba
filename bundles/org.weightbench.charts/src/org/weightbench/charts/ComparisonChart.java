package org.weightbench.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.EstimateBarRenderer;
import org.weightbench.charts.internal.EstimateDataset;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;

/** Load times of a comparison as bars. */
public final class ComparisonChart {
  private static final double NANOS_PER_SECOND = 1e9;

  private ComparisonChart() {}

  /**
   * Draws one horizontal bar for each row, its length the median load time in seconds, its error
   * bar the 95 % interval. Rows with the same settings under different conditions stand together,
   * one colour a condition; the settings with the shortest load come first. Rows without a verified
   * sample have no bar.
   */
  public static JFreeChart bars(Comparison comparison, ChartStyle style) {
    EstimateDataset dataset = dataset(comparison);
    Dressing dressing = new Dressing(style);
    EstimateBarRenderer renderer = new EstimateBarRenderer(style.foreground());
    for (int row = 0; row < dataset.getRowCount(); row++) {
      renderer.setSeriesPaint(row, style.seriesColor(row));
    }
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("Load time, s (median, 95 % interval)"),
            renderer,
            PlotOrientation.HORIZONTAL);
    plot.setNoDataMessage("No verified sample yet");
    return dressing.chart(plot, dataset.getRowCount() > 1 && !dataset.isEmpty());
  }

  /**
   * Returns a height that gives every bar of a comparison room.
   *
   * @return pixels at 100 %
   */
  public static int preferredHeight(Comparison comparison) {
    EstimateDataset dataset = dataset(comparison);
    int bars = dataset.getColumnCount() * Math.max(1, dataset.getRowCount());
    return 110 + 22 * bars;
  }

  private static EstimateDataset dataset(Comparison comparison) {
    List<Axis<?>> differing = comparison.differingAxes();
    List<Axis<?>> conditions = differing.stream().filter(Axis::condition).toList();
    List<Axis<?>> settings = differing.stream().filter(axis -> !axis.condition()).toList();
    Map<String, List<ComparisonRow>> groups = new LinkedHashMap<>();
    for (ComparisonRow row : comparison.rows()) {
      groups.computeIfAbsent(comparison.label(row, settings), _ -> new ArrayList<>()).add(row);
    }
    EstimateDataset dataset = new EstimateDataset();
    List<String> series =
        comparison.rows().stream().map(row -> series(conditions, row)).distinct().toList();
    List<String> categories =
        groups.entrySet().stream()
            .sorted(Comparator.comparingDouble(group -> slowest(group.getValue())))
            .map(Map.Entry::getKey)
            .toList();
    for (String name : series) {
      for (String category : categories) {
        Optional<Estimate> estimate =
            groups.get(category).stream()
                .filter(row -> series(conditions, row).equals(name))
                .findFirst()
                .flatMap(row -> row.summary().wallNanos());
        dataset.add(name, category, estimate.map(e -> e.scaled(1 / NANOS_PER_SECOND)));
      }
    }
    return dataset;
  }

  private static double slowest(List<ComparisonRow> rows) {
    return rows.stream()
        .mapToDouble(
            row -> row.summary().wallNanos().map(Estimate::median).orElse(Double.MAX_VALUE))
        .max()
        .orElse(Double.MAX_VALUE);
  }

  private static String series(List<Axis<?>> conditions, ComparisonRow row) {
    Cell cell = row.summary().cell();
    return conditions.isEmpty()
        ? "load time"
        : conditions.stream().map(cell::text).collect(Collectors.joining(" "));
  }
}
