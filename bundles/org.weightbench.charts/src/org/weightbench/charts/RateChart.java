package org.weightbench.charts;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.RangeType;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.hardware.Units;

/** Numbers over the time of an experiment, as dots that lines join. */
public final class RateChart {

  private static final double DOT = 5;
  private static final double SHORTEST_SECONDS = 1;

  private RateChart() {}

  /**
   * A number over time.
   *
   * @param name name of the line
   * @param seconds times, ascending
   * @param values numbers at these times
   * @param rows position of what each stands for, in a list of the caller's
   */
  public record Line(String name, List<Double> seconds, List<Double> values, List<Integer> rows) {
    /** Copies the lists. */
    public Line {
      seconds = List.copyOf(seconds);
      values = List.copyOf(values);
      rows = List.copyOf(rows);
      if (seconds.size() != values.size() || seconds.size() != rows.size()) {
        throw new IllegalArgumentException(
            "found %d values of %d rows at %d times"
                .formatted(values.size(), rows.size(), seconds.size()));
      }
    }
  }

  /**
   * Draws lines with different names on one plot.
   *
   * @param label what the values are, with their unit
   */
  public static JFreeChart of(String label, List<Line> lines, ChartStyle style) {
    XYSeriesCollection dataset = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries series = new XYSeries(line.name(), true, true);
      for (int at = 0; at < line.seconds().size(); at++) {
        series.add(line.seconds().get(at), line.values().get(at), false);
      }
      dataset.addSeries(series);
      renderer.setSeriesPaint(i, style.seriesColor(i));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
      renderer.setSeriesStroke(i, new BasicStroke(1.6f));
    }
    Pointing.tell(
        renderer,
        (line, at) ->
            new Pointing.Item(
                lines.get(line).name()
                    + "\n"
                    + style
                        .words()
                        .apply(
                            Units.current()
                                .format(
                                    "at %.4g s: %.4g",
                                    dataset.getXValue(line, at), dataset.getYValue(line, at))),
                List.of(lines.get(line).rows().get(at))));
    Dressing dressing = new Dressing(style);
    NumberAxis time = dressing.numbers("Time from the start, s");
    time.setRangeType(RangeType.POSITIVE);
    time.setAutoRangeMinimumSize(SHORTEST_SECONDS);
    XYPlot plot = dressing.plot(dataset, time, dressing.numbers(label), renderer);
    plot.setNoDataMessage("Nothing was recorded");
    return dressing.chart(plot, lines.size() > 1);
  }
}
