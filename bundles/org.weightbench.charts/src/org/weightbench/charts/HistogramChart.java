package org.weightbench.charts;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.hardware.Units;

/** How values are spread, as adjoining bars. */
public final class HistogramChart {

  private HistogramChart() {}

  /**
   * Draws a histogram of parts of equal width.
   *
   * @param label what the values are, with their unit
   * @param low lower end of the first part
   * @param high upper end of the last part
   * @param counts values in each part
   */
  public static JFreeChart of(
      String label, double low, double high, List<Long> counts, ChartStyle style) {
    XYIntervalSeries series = new XYIntervalSeries(label);
    double width = (high - low) / Math.max(1, counts.size());
    for (int i = 0; i < counts.size(); i++) {
      double start = low + i * width;
      double middle = start + width / 2;
      long count = counts.get(i);
      series.add(middle, start, start + width, count, 0, count);
    }
    XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
    if (low < high) {
      dataset.addSeries(series);
    }
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setSeriesPaint(0, style.seriesColor(0));
    Pointing.tell(
        renderer,
        (_, part) ->
            new Pointing.Item(
                Units.current()
                    .format(
                        "%.4g \u2026 %.4g: %,d",
                        low + part * width, low + (part + 1) * width, counts.get(part))));
    Dressing dressing = new Dressing(style);
    NumberAxis values = dressing.numbers(label);
    values.setAutoRangeIncludesZero(false);
    XYPlot plot = dressing.plot(dataset, values, dressing.numbers("Count"), renderer);
    plot.setNoDataMessage("All values are equal");
    return dressing.chart(plot, false);
  }
}
