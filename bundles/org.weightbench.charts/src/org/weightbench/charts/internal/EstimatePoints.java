package org.weightbench.charts.internal;

import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.ChartStyle;

/** Median load times with their intervals over numbers, in seconds. For one thread. */
public final class EstimatePoints {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double DOT = 7;
  private static final double MARKED_DOT = 13;

  private final Map<String, List<Point>> series = new LinkedHashMap<>();

  private record Point(double x, Estimate seconds, ComparisonRow row) {}

  /** Adds the point of a row to a series, unless it has no load time. */
  public void add(String name, double x, ComparisonRow row) {
    row.summary()
        .wallNanos()
        .map(estimate -> estimate.scaled(1 / NANOS_PER_SECOND))
        .ifPresent(
            seconds -> {
              List<Point> points = series.computeIfAbsent(name, _ -> new ArrayList<>());
              points.add(new Point(x, seconds, row));
              points.sort(Comparator.comparingDouble(Point::x));
            });
  }

  /** Returns all series in the order in which they came, their points from left to right. */
  public XYIntervalSeriesCollection dataset() {
    XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
    series.forEach(
        (name, points) -> {
          XYIntervalSeries line = new XYIntervalSeries(name, false, true);
          for (Point point : points) {
            Estimate y = point.seconds;
            line.add(point.x, point.x, point.x, y.median(), y.low(), y.high());
          }
          dataset.addSeries(line);
        });
    return dataset;
  }

  /** Returns what draws dots with error bars and lines between them; marked ones are larger. */
  public XYErrorRenderer renderer(ChartStyle style, Numbered rows) {
    List<List<Point>> lines = List.copyOf(series.values());
    XYErrorRenderer renderer =
        new XYErrorRenderer() {
          private static final long serialVersionUID = 1L;

          @Override
          public Paint getItemPaint(int row, int column) {
            return rows.paint(
                Optional.of(lines.get(row).get(column).row), super.getItemPaint(row, column));
          }

          @Override
          public Shape getItemShape(int row, int column) {
            return dot(rows.marked(lines.get(row).get(column).row) ? MARKED_DOT : DOT);
          }
        };
    renderer.setDrawXError(false);
    renderer.setDefaultLinesVisible(true);
    renderer.setDefaultShapesVisible(true);
    renderer.setDefaultShapesFilled(true);
    for (int i = 0; i < lines.size(); i++) {
      renderer.setSeriesPaint(i, style.seriesColor(i));
      renderer.setSeriesLinesVisible(i, true);
    }
    renderer.setErrorPaint(style.foreground());
    Pointing.tell(renderer, (line, at) -> rows.item(lines.get(line).get(at).row));
    return renderer;
  }

  private static Shape dot(double width) {
    return new Ellipse2D.Double(-width / 2, -width / 2, width, width);
  }
}
