package org.weightbench.charts;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.roofline.Bound;
import org.weightbench.analysis.roofline.Resource;
import org.weightbench.analysis.roofline.Roofline;
import org.weightbench.charts.internal.Dressing;

/** Load times beside the times that the machine's ceilings alone would need. */
public final class RooflineChart {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String MEASURED = "measured";

  private RooflineChart() {}

  /**
   * Draws for each row one horizontal bar of its median load time and one of each ceiling that it
   * uses, in seconds; the longest ceiling binds. Rows whose ceilings were not measured have only
   * the first bar.
   */
  public static JFreeChart bars(Comparison comparison, ChartStyle style) {
    DefaultCategoryDataset dataset = dataset(comparison);
    Dressing dressing = new Dressing(style);
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("Load time and what each ceiling alone would need, s"),
            dressing.bars(dataset.getRowCount()),
            PlotOrientation.HORIZONTAL);
    plot.setNoDataMessage("No verified sample yet");
    return dressing.chart(plot, dataset.getRowCount() > 1);
  }

  /**
   * Returns a height that gives every bar room.
   *
   * @return pixels at 100 %
   */
  public static int preferredHeight(Comparison comparison) {
    DefaultCategoryDataset dataset = dataset(comparison);
    return 110 + dataset.getColumnCount() * (12 + 12 * Math.max(1, dataset.getRowCount()));
  }

  private static DefaultCategoryDataset dataset(Comparison comparison) {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    List<ComparisonRow> rows =
        comparison.bestFirst().stream().filter(r -> r.summary().wallNanos().isPresent()).toList();
    for (ComparisonRow row : rows) {
      double nanos = row.summary().wallNanos().map(Estimate::median).orElse(0.0);
      dataset.addValue(nanos / NANOS_PER_SECOND, MEASURED, comparison.label(row));
    }
    for (Resource resource : Resource.values()) {
      for (ComparisonRow row : rows) {
        List<Bound> bounds =
            row.result().roofline(row.summary()).map(Roofline::bounds).orElse(List.of());
        for (Bound bound : bounds) {
          if (bound.resource() == resource) {
            dataset.addValue(
                bound.nanos() / NANOS_PER_SECOND, resource.label(), comparison.label(row));
          }
        }
      }
    }
    return dataset;
  }
}
