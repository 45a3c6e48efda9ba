package org.weightbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.internal.EstimateBarRenderer;
import org.weightbench.charts.internal.EstimateDataset;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;

/** Load times of a comparison as bars. */
public final class ComparisonChart {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LABEL_SHARE_PERCENT = 45;
  private static final int LEGEND_PADDING = 4;

  private ComparisonChart() {}

  /**
   * Draws one horizontal bar for each row, its length the median load time in seconds, its error
   * bar the 95 % interval. Rows with the same settings under different conditions stand together,
   * one colour a condition; the settings with the shortest load come first. Rows without a verified
   * sample have no bar.
   */
  public static JFreeChart bars(Comparison comparison, ChartStyle style) {
    EstimateDataset dataset = dataset(comparison);
    CategoryAxis categories = new CategoryAxis();
    categories.setMaximumCategoryLabelWidthRatio(LABEL_SHARE_PERCENT / 100f);
    categories.setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
    categories.setTickLabelFont(style.font());
    categories.setTickLabelPaint(style.foreground());
    categories.setAxisLineVisible(false);
    categories.setTickMarksVisible(false);
    NumberAxis seconds = new NumberAxis("Load time, s (median, 95 % interval)");
    seconds.setLabelFont(style.font());
    seconds.setLabelPaint(style.foreground());
    seconds.setTickLabelFont(style.font());
    seconds.setTickLabelPaint(style.foreground());
    seconds.setAxisLinePaint(style.grid());
    seconds.setTickMarkPaint(style.grid());
    EstimateBarRenderer renderer = new EstimateBarRenderer(style.foreground());
    for (int row = 0; row < dataset.getRowCount(); row++) {
      Color fill = style.series().get(row % style.series().size());
      renderer.setSeriesPaint(row, fill);
    }
    CategoryPlot plot = new CategoryPlot(dataset, categories, seconds, renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(style.background());
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(style.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setNoDataMessage("No verified sample yet");
    plot.setNoDataMessageFont(style.font());
    plot.setNoDataMessagePaint(style.foreground());
    JFreeChart chart = new JFreeChart(null, titleFont(style), plot, false);
    chart.setBackgroundPaint(style.background());
    chart.setPadding(new RectangleInsets(8, 8, 8, 16));
    if (dataset.getRowCount() > 1 && !dataset.isEmpty()) {
      chart.addSubtitle(legend(plot, style));
    }
    return chart;
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

  private static Font titleFont(ChartStyle style) {
    return style.font().deriveFont(Font.BOLD);
  }

  private static LegendTitle legend(CategoryPlot plot, ChartStyle style) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(style.background());
    legend.setItemFont(style.font());
    legend.setItemPaint(style.foreground());
    legend.setItemLabelPadding(
        new RectangleInsets(LEGEND_PADDING, LEGEND_PADDING, LEGEND_PADDING, 3 * LEGEND_PADDING));
    return legend;
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
