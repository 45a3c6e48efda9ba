package org.weightbench.charts.internal;

import java.awt.geom.Ellipse2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.ChartStyle;

/** Medians with their intervals over numbers, in seconds. For one thread. */
public final class EstimatePoints {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double DOT = 7;

  private final Map<String, XYIntervalSeries> series = new LinkedHashMap<>();

  /** Adds a point to a series, unless there is no estimate. */
  public void add(String name, double x, Optional<Estimate> nanos) {
    nanos
        .map(estimate -> estimate.scaled(1 / NANOS_PER_SECOND))
        .ifPresent(
            y ->
                series
                    .computeIfAbsent(name, XYIntervalSeries::new)
                    .add(x, x, x, y.median(), y.low(), y.high()));
  }

  /** Returns all series in the order in which they came. */
  public XYIntervalSeriesCollection dataset() {
    XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
    series.values().forEach(dataset::addSeries);
    return dataset;
  }

  /** Returns what draws dots with error bars, and lines between them where they are asked for. */
  public XYErrorRenderer renderer(ChartStyle style, boolean lines) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setDefaultLinesVisible(lines);
    renderer.setDefaultShapesVisible(true);
    renderer.setDefaultShapesFilled(true);
    for (int i = 0; i < series.size(); i++) {
      renderer.setSeriesPaint(i, style.seriesColor(i));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
      renderer.setSeriesLinesVisible(i, lines);
    }
    renderer.setErrorPaint(style.foreground());
    return renderer;
  }
}
