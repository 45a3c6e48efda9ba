package org.weightbench.charts.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;
import org.jfree.data.category.CategoryDataset;
import org.weightbench.analysis.Estimate;

/**
 * Horizontal bars to the median with an error bar from the lower to the upper end of the interval.
 */
public final class EstimateBarRenderer extends BarRenderer {
  private static final long serialVersionUID = 1L;
  private static final double CAP_SHARE = 0.25;

  private final Color errorBar;
  private final transient ItemPaint paints;

  /** Creates a renderer of bars in the colours of their series. */
  public EstimateBarRenderer(Color errorBar) {
    this(errorBar, (_, _, usual) -> usual);
  }

  /**
   * Creates a renderer.
   *
   * @param errorBar colour of error bars
   * @param paints paints of single bars
   */
  public EstimateBarRenderer(Color errorBar, ItemPaint paints) {
    this.errorBar = errorBar;
    this.paints = paints;
    setBarPainter(new StandardBarPainter());
    setShadowVisible(false);
    setDrawBarOutline(false);
    setMaximumBarWidth(0.1);
    setItemMargin(0.08);
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    return paints.of(row, column, super.getItemPaint(row, column));
  }

  @Override
  public Range findRangeBounds(CategoryDataset dataset) {
    return ((EstimateDataset) dataset).bounds();
  }

  @Override
  public void drawItem(
      Graphics2D g2,
      CategoryItemRendererState state,
      Rectangle2D dataArea,
      CategoryPlot plot,
      CategoryAxis domainAxis,
      ValueAxis rangeAxis,
      CategoryDataset dataset,
      int row,
      int column,
      int pass) {
    super.drawItem(g2, state, dataArea, plot, domainAxis, rangeAxis, dataset, row, column, pass);
    ((EstimateDataset) dataset)
        .estimate(row, column)
        .ifPresent(
            estimate -> {
              double start =
                  calculateBarW0(
                      plot, plot.getOrientation(), dataArea, domainAxis, state, row, column);
              double middle = start + state.getBarWidth() / 2;
              drawInterval(
                  g2,
                  rangeAxis,
                  dataArea,
                  plot.getRangeAxisEdge(),
                  estimate,
                  middle,
                  state.getBarWidth() * CAP_SHARE);
            });
  }

  private void drawInterval(
      Graphics2D g2,
      ValueAxis axis,
      Rectangle2D area,
      RectangleEdge edge,
      Estimate estimate,
      double middle,
      double cap) {
    double low = axis.valueToJava2D(estimate.low(), area, edge);
    double high = axis.valueToJava2D(estimate.high(), area, edge);
    g2.setPaint(errorBar);
    g2.setStroke(new BasicStroke(1.5f));
    g2.draw(new Line2D.Double(low, middle, high, middle));
    g2.draw(new Line2D.Double(low, middle - cap, low, middle + cap));
    g2.draw(new Line2D.Double(high, middle - cap, high, middle + cap));
  }
}
