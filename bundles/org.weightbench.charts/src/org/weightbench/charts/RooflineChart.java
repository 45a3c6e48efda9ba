package org.weightbench.charts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.roofline.Bound;
import org.weightbench.analysis.roofline.Resource;
import org.weightbench.analysis.roofline.Roofline;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.Numbered;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;

/** Load times beside the times that the machine's ceilings alone would need. */
public final class RooflineChart {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String MEASURED = "measured";

  private RooflineChart() {}

  /**
   * Draws for each row one horizontal bar of its median load time and one of each ceiling that it
   * uses, in seconds; the longest ceiling binds. Rows whose ceilings were not measured have only
   * the first bar.
   *
   * @param marked rows whose bars keep their colour while the others fade; none for all alike
   */
  public static JFreeChart bars(
      Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    List<ComparisonRow> rows = rows(comparison);
    DefaultCategoryDataset dataset = dataset(comparison, rows, style);
    Dressing dressing = new Dressing(style);
    Numbered numbered = new Numbered(comparison, marked, style);
    BarRenderer renderer =
        dressing.bars(
            dataset.getRowCount(),
            (_, row, usual) -> numbered.faded(Optional.of(rows.get(row)), usual));
    Pointing.tell(
        renderer,
        (stage, row) ->
            numbered.item(
                rows.get(row),
                dataset.getRowKey(stage)
                    + ": "
                    + Quantities.duration(
                        dataset.getValue(stage, row).doubleValue() * NANOS_PER_SECOND)));
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("Load time and what each ceiling alone would need, s"),
            renderer,
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
    DefaultCategoryDataset dataset = dataset(comparison, rows(comparison), ChartStyle.LIGHT);
    return 110 + dataset.getColumnCount() * (12 + 12 * Math.max(1, dataset.getRowCount()));
  }

  private static List<ComparisonRow> rows(Comparison comparison) {
    return comparison.bestFirst().stream()
        .filter(row -> row.summary().wallNanos().isPresent())
        .toList();
  }

  private static DefaultCategoryDataset dataset(
      Comparison comparison, List<ComparisonRow> rows, ChartStyle style) {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    List<Axis<?>> axes = comparison.differingAxes();
    Map<String, List<Bound>> bounds = new LinkedHashMap<>();
    for (ComparisonRow row : rows) {
      String label = comparison.label(row, axes, style.words());
      double nanos = row.summary().wallNanos().map(Estimate::median).orElse(0.0);
      dataset.addValue(nanos / NANOS_PER_SECOND, style.words().apply(MEASURED), label);
      bounds.put(
          label, row.result().roofline(row.summary()).map(Roofline::bounds).orElse(List.of()));
    }
    for (Resource resource : Resource.values()) {
      bounds.forEach(
          (label, some) ->
              some.stream()
                  .filter(bound -> bound.resource() == resource)
                  .forEach(
                      bound ->
                          dataset.addValue(
                              bound.nanos() / NANOS_PER_SECOND,
                              style.words().apply(resource.label()),
                              label)));
    }
    return dataset;
  }
}
