package org.weightbench.charts;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.weightbench.charts.internal.Pointing;

/**
 * Some lines of a chart as an image, and what can be pointed at in the whole chart.
 *
 * @param image the lines
 * @param spots all items, the one on top last
 * @param across the axis of numbers from left to right; empty where there is none
 */
public record DrawnChart(BufferedImage image, List<ChartSpot> spots, Optional<Scale> across) {

  /** Copies the spots. */
  public DrawnChart {
    spots = List.copyOf(spots);
  }

  /**
   * An axis of numbers from left to right.
   *
   * @param area where the values are drawn, in pixels at 100 %
   * @param low number at its left end
   * @param high number at its right end
   */
  public record Scale(Rectangle2D area, double low, double high) {

    /** Returns the number at a place, in pixels at 100 %; one beyond an end at that end. */
    public double valueAt(double x) {
      double share = (x - area.getMinX()) / Math.max(1, area.getWidth());
      return low + (high - low) * Math.clamp(share, 0, 1);
    }
  }

  /**
   * Draws lines of a chart.
   *
   * @param width pixels of the chart at 100 %
   * @param height pixels of the chart at 100 %
   * @param from its first line that is drawn
   * @param to the line after its last one
   * @param zoom factor of the display
   */
  public static DrawnChart of(
      JFreeChart chart, int width, int height, int from, int to, double zoom) {
    ChartRenderingInfo info = new ChartRenderingInfo();
    BufferedImage image =
        ChartImages.image(chart, new Rectangle(width, height), from, to, zoom, info);
    List<ChartSpot> spots = new ArrayList<>();
    for (Object entity : info.getEntityCollection().getEntities()) {
      Pointing.spot((ChartEntity) entity).ifPresent(spots::add);
    }
    return new DrawnChart(image, spots, across(chart, info.getPlotInfo()));
  }

  private static Optional<Scale> across(JFreeChart chart, PlotRenderingInfo info) {
    if (!(chart.getPlot() instanceof XYPlot plot) || info.getDataArea() == null) {
      return Optional.empty();
    }
    Rectangle2D area = info.getDataArea();
    if (info.getSubplotCount() > 0) {
      area = info.getSubplotInfo(0).getDataArea();
      for (int i = 1; i < info.getSubplotCount(); i++) {
        area = area.createUnion(info.getSubplotInfo(i).getDataArea());
      }
    }
    ValueAxis axis = plot.getDomainAxis();
    return area.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Scale(
                area,
                axis.java2DToValue(area.getMinX(), area, RectangleEdge.BOTTOM),
                axis.java2DToValue(area.getMaxX(), area, RectangleEdge.BOTTOM)));
  }
}
