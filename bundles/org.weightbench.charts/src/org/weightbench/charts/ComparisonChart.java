package org.weightbench.charts;

import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.internal.ComparisonGroups;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.EstimateBarRenderer;
import org.weightbench.charts.internal.EstimateDataset;
import org.weightbench.charts.internal.Numbered;
import org.weightbench.charts.internal.Pointing;

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
    return bars(comparison, List.of(), style);
  }

  /**
   * As {@link #bars(Comparison, ChartStyle)}, with some rows standing out.
   *
   * @param marked rows whose bars keep their colour while the others fade; none for all alike
   */
  static JFreeChart bars(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    ComparisonGroups groups = ComparisonGroups.of(comparison, style.words());
    EstimateDataset dataset = dataset(groups);
    Dressing dressing = new Dressing(style);
    Numbered rows = new Numbered(comparison, marked, style);
    EstimateBarRenderer renderer =
        new EstimateBarRenderer(
            style.foreground(),
            (series, category, usual) -> rows.paint(groups.row(series, category), usual));
    Pointing.tell(
        renderer, (series, category) -> rows.item(groups.row(series, category).orElseThrow()));
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
    return 110 + 17 * ComparisonGroups.of(comparison, ChartStyle.LIGHT.words()).bars();
  }

  private static EstimateDataset dataset(ComparisonGroups groups) {
    EstimateDataset dataset = new EstimateDataset();
    for (String name : groups.series()) {
      for (String category : groups.categories()) {
        Optional<Estimate> estimate =
            groups.row(name, category).flatMap(row -> row.summary().wallNanos());
        dataset.add(name, category, estimate.map(e -> e.scaled(1 / NANOS_PER_SECOND)));
      }
    }
    return dataset;
  }
}
