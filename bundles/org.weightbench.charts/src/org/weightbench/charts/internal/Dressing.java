package org.weightbench.charts.internal;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Paint;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.axis.AxisLabelLocation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.xy.XYDataset;
import org.weightbench.charts.ChartStyle;

/** What all charts have in common: how a style becomes axes, plots, a legend and a frame. */
public record Dressing(ChartStyle style) {
  private static final float LABEL_SHARE = 0.45f;
  private static final int LABEL_LINES = 2;
  private static final int LEGEND_PADDING = 4;

  /** Share of the room of one category that is left before the first and after the last one. */
  private static final double END_MARGIN = 0.5;

  /** Returns a title in the language of the reader. */
  public String say(String english) {
    return style.words().apply(english);
  }

  /** Returns an axis of numbers, whose label is said in the language of the reader. */
  public NumberAxis numbers(String label) {
    NumberAxis axis = new NumberAxis(say(label));
    dress(axis);
    return axis;
  }

  /** Gives an axis of values the style's font and colours. */
  public void dress(ValueAxis axis) {
    axis.setLabelFont(style.font());
    axis.setLabelPaint(style.foreground());
    axis.setTickLabelFont(style.font());
    axis.setTickLabelPaint(style.foreground());
    axis.setAxisLinePaint(style.grid());
    axis.setTickMarkPaint(style.grid());
  }

  /** Returns an axis of names without line and marks. */
  public CategoryAxis names() {
    CategoryAxis axis = new CategoryAxis();
    axis.setMaximumCategoryLabelWidthRatio(LABEL_SHARE);
    axis.setTickLabelFont(style.font());
    axis.setTickLabelPaint(style.foreground());
    axis.setLabelFont(style.font());
    axis.setLabelPaint(style.foreground());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** Returns plain stacked bars, a colour of the style for each series. */
  public StackedBarRenderer stackedBars(int seriesCount) {
    StackedBarRenderer renderer = new StackedBarRenderer();
    plain(renderer, seriesCount);
    return renderer;
  }

  /** Returns plain bars side by side, a colour of the style for each series. */
  public BarRenderer bars(int seriesCount) {
    return bars(seriesCount, (_, _, usual) -> usual);
  }

  /** Returns plain bars side by side, of which some have a paint of their own. */
  public BarRenderer bars(int seriesCount, ItemPaint paints) {
    BarRenderer renderer =
        new BarRenderer() {
          private static final long serialVersionUID = 1L;

          @Override
          public Paint getItemPaint(int row, int column) {
            return paints.of(row, column, super.getItemPaint(row, column));
          }
        };
    plain(renderer, seriesCount);
    return renderer;
  }

  private void plain(BarRenderer renderer, int seriesCount) {
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.08);
    renderer.setMaximumBarWidth(0.1);
    for (int series = 0; series < seriesCount; series++) {
      renderer.setSeriesPaint(series, style.seriesColor(series));
    }
  }

  /** Returns a plot of bars. */
  public CategoryPlot plot(
      CategoryDataset dataset,
      NumberAxis values,
      CategoryItemRenderer renderer,
      PlotOrientation orientation) {
    CategoryAxis names = names();
    double margin =
        Math.min(
            CategoryAxis.DEFAULT_AXIS_MARGIN, END_MARGIN / Math.max(1, dataset.getColumnCount()));
    names.setLowerMargin(margin);
    names.setUpperMargin(margin);
    CategoryPlot plot = new CategoryPlot(dataset, names, values, renderer);
    plot.setOrientation(orientation);
    if (orientation == PlotOrientation.HORIZONTAL) {
      // Beside long names the label is wider than the axis; there is room for it below the names.
      values.setLabelLocation(AxisLabelLocation.HIGH_END);
      plot.getDomainAxis().setMaximumCategoryLabelLines(LABEL_LINES);
    }
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(style.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    common(plot);
    return plot;
  }

  /** Returns a plot of points, lines or areas over two axes of values. */
  public XYPlot plot(
      XYDataset dataset, ValueAxis domain, ValueAxis range, XYItemRenderer renderer) {
    XYPlot plot = new XYPlot(dataset, domain, range, renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(style.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    common(plot);
    return plot;
  }

  /** Gives a plot of several plots, or none, the style's background and text. */
  public void frame(Plot plot) {
    common(plot);
  }

  private void common(Plot plot) {
    plot.setBackgroundPaint(style.background());
    plot.setOutlineVisible(false);
    plot.setNoDataMessageFont(style.font());
    plot.setNoDataMessagePaint(style.foreground());
  }

  /** Returns the chart of a plot, with a legend above where it is asked for. */
  public JFreeChart chart(Plot plot, boolean legend) {
    JFreeChart chart = new JFreeChart(null, style.font().deriveFont(Font.BOLD), plot, false);
    chart.setBackgroundPaint(style.background());
    if (plot.getNoDataMessage() != null) {
      plot.setNoDataMessage(say(plot.getNoDataMessage()));
    }
    chart.setPadding(new RectangleInsets(8, 8, 8, 16));
    if (legend) {
      LegendTitle title = legend(plot::getLegendItems);
      title.setPosition(RectangleEdge.TOP);
      title.setHorizontalAlignment(HorizontalAlignment.LEFT);
      chart.addSubtitle(title);
    }
    return chart;
  }

  /** Returns a legend, to stand anywhere. */
  public LegendTitle legend(LegendItemSource source) {
    LegendTitle title = new LegendTitle(source);
    title.setFrame(BlockBorder.NONE);
    title.setBackgroundPaint(style.background());
    title.setItemFont(style.font());
    title.setItemPaint(style.foreground());
    title.setItemLabelPadding(
        new RectangleInsets(LEGEND_PADDING, LEGEND_PADDING, LEGEND_PADDING, 3 * LEGEND_PADDING));
    return title;
  }
}
