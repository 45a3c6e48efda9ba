package org.weightbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.data.RangeType;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.weightbench.analysis.timeline.Panel;
import org.weightbench.analysis.timeline.Point;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.experiment.timeline.Timeline;

/**
 * What happened over the time of one load or several: panels above each other with one axis of
 * time, which starts where the loads do.
 */
public final class TimelineChart {
  /** The series that say most of a load. */
  public static final List<SeriesKind> USUAL =
      List.of(
          SeriesKind.DELIVERED_RATE,
          SeriesKind.DEVICE_READ_RATE,
          SeriesKind.CPU_USER,
          SeriesKind.CPU_SYSTEM,
          SeriesKind.CPU_IOWAIT,
          SeriesKind.MINOR_FAULTS,
          SeriesKind.MAJOR_FAULTS,
          SeriesKind.RESIDENCY,
          SeriesKind.STALLED_IO,
          SeriesKind.STALLED_MEMORY,
          SeriesKind.STALLED_CPU,
          SeriesKind.LAYERS);

  private static final int PANEL_HEIGHT = 130;
  private static final int FRAME_HEIGHT = 110;
  private static final int GAP = 12;
  private static final float LINE_WIDTH = 1.6f;
  private static final float SMALL = 10;

  /** Else nothing but zeros would stand on an axis of billionths. */
  private static final double LEAST_RANGE = 1;

  private static final double ROOM_FOR_LEGEND = 0.35;

  /** What stands for a single reading, through which no line goes. */
  private static final Ellipse2D DOT = new Ellipse2D.Double(-2.5, -2.5, 5, 5);

  private static final Line2D LEGEND_LINE = new Line2D.Double(0, 0, 18, 0);
  private static final List<float[]> DASHES =
      List.of(new float[] {1, 0}, new float[] {6, 3}, new float[] {2, 2}, new float[] {8, 3, 2, 3});

  private TimelineChart() {}

  /**
   * One load.
   *
   * @param name as the legend shows it
   * @param timeline what was recorded
   */
  public record Run(String name, Timeline timeline) {}

  /**
   * A part of the time of loads.
   *
   * @param from seconds from their start
   * @param to seconds from their start, later than {@code from}
   */
  public record Window(double from, double to) {

    /** Returns a part with the same middle, so many times as wide. */
    public Window scaled(double factor) {
      double middle = (from + to) / 2;
      double half = (to - from) / 2 * factor;
      return new Window(middle - half, middle + half);
    }
  }

  /**
   * Draws loads over each other. With one load the colour says which series of a panel it is; with
   * several the colour says which load, and the dashes which series.
   *
   * @param kinds what is shown; a panel for which no load has anything is left out
   */
  public static JFreeChart of(List<Run> runs, List<SeriesKind> kinds, ChartStyle style) {
    return of(runs, kinds, Optional.empty(), style);
  }

  /**
   * As {@link #of(List, List, ChartStyle)}, for a part of the time.
   *
   * @param window the part; empty for all of it
   */
  public static JFreeChart of(
      List<Run> runs, List<SeriesKind> kinds, Optional<Window> window, ChartStyle style) {
    Dressing dressing = new Dressing(style);
    NumberAxis time = dressing.numbers("Time from the start of the load, s");
    time.setAutoRangeIncludesZero(false);
    time.setLowerMargin(0);
    time.setUpperMargin(0);
    window.ifPresent(part -> time.setRange(part.from(), part.to()));
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(time);
    plot.setGap(GAP);
    plot.setNoDataMessage("Nothing was recorded");
    dressing.frame(plot);
    for (Panel panel : panels(runs, kinds)) {
      plot.add(panel(panel, runs, of(panel, kinds), dressing));
    }
    if (runs.size() > 1) {
      LegendItemCollection legend = new LegendItemCollection();
      Line line = new Line(false, style);
      for (int run = 0; run < runs.size(); run++) {
        legend.add(legendItem(runs.get(run).name(), line.color(run, 0), line.stroke(0)));
      }
      plot.setFixedLegendItems(legend);
    }
    return dressing.chart(plot, runs.size() > 1);
  }

  /**
   * Returns a height that gives every panel room.
   *
   * @return pixels at 100 %
   */
  public static int preferredHeight(List<Run> runs, List<SeriesKind> kinds) {
    return FRAME_HEIGHT + PANEL_HEIGHT * Math.max(1, panels(runs, kinds).size());
  }

  /** Returns the panels that are drawn, from top to bottom. */
  public static List<Panel> panels(List<Run> runs, List<SeriesKind> kinds) {
    return kinds.stream()
        .filter(kind -> runs.stream().anyMatch(run -> !kind.loadPoints(run.timeline()).isEmpty()))
        .map(SeriesKind::panel)
        .distinct()
        .toList();
  }

  private static List<SeriesKind> of(Panel panel, List<SeriesKind> kinds) {
    return kinds.stream().filter(kind -> kind.panel() == panel).toList();
  }

  private static XYPlot panel(
      Panel panel, List<Run> runs, List<SeriesKind> kinds, Dressing dressing) {
    XYSeriesCollection dataset = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer =
        panel == Panel.LAYERS ? new XYStepRenderer() : new XYLineAndShapeRenderer(true, false);
    Line line = new Line(runs.size() == 1, dressing.style());
    LegendItemCollection legend = new LegendItemCollection();
    for (int kind = 0; kind < kinds.size(); kind++) {
      boolean found = false;
      for (int run = 0; run < runs.size(); run++) {
        Optional<XYSeries> series = series(runs.get(run), kinds.get(kind));
        if (series.isPresent()) {
          int index = dataset.getSeriesCount();
          dataset.addSeries(series.get());
          renderer.setSeriesPaint(index, line.color(run, kind));
          renderer.setSeriesStroke(index, line.stroke(kind));
          renderer.setSeriesShape(index, DOT);
          renderer.setSeriesShapesVisible(index, series.get().getItemCount() == 1);
          found = true;
        }
      }
      if (found) {
        legend.add(
            legendItem(
                dressing.say(kinds.get(kind).title()),
                line.alone() ? line.color(0, kind) : dressing.style().foreground(),
                line.stroke(kind)));
      }
    }
    NumberAxis values = dressing.numbers(dressing.say(panel.title()) + ", " + panel.shown().name());
    values.setLabelFont(dressing.style().font().deriveFont(SMALL));
    values.setRangeType(RangeType.POSITIVE);
    values.setAutoRangeMinimumSize(LEAST_RANGE);
    values.setUpperMargin(ROOM_FOR_LEGEND);
    XYPlot plot = dressing.plot(dataset, new NumberAxis(), values, renderer);
    LegendTitle inside = dressing.legend(() -> legend);
    plot.addAnnotation(new XYTitleAnnotation(1, 1, inside, RectangleAnchor.TOP_RIGHT));
    return plot;
  }

  private static LegendItem legendItem(String title, Paint paint, Stroke stroke) {
    return new LegendItem(title, null, null, null, LEGEND_LINE, stroke, paint);
  }

  /**
   * How a series is drawn.
   *
   * @param alone whether there is but one load
   */
  private record Line(boolean alone, ChartStyle style) {
    Color color(int run, int kind) {
      return style.seriesColor(alone ? kind : run);
    }

    BasicStroke stroke(int kind) {
      float[] dashes = DASHES.get(alone ? 0 : kind % DASHES.size());
      return new BasicStroke(
          LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }
  }

  private static Optional<XYSeries> series(Run run, SeriesKind kind) {
    List<Point> points = kind.loadPoints(run.timeline());
    if (points.isEmpty()) {
      return Optional.empty();
    }
    XYSeries series = new XYSeries(run.name() + ": " + kind.title(), false, true);
    double factor = kind.panel().shown().factor();
    for (Point point : points) {
      series.add(point.seconds(), point.value() * factor, false);
    }
    return Optional.of(series);
  }
}
