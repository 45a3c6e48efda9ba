package org.weightbench.charts;

import java.awt.BasicStroke;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.quant.survey.DequantizeRate;
import org.weightbench.quant.survey.FormatCost;
import org.weightbench.quant.survey.Survey;

/** What quantization formats would cost a model, as bars. */
public final class FormatChart {
  private static final double GIGA = 1e9;

  private FormatChart() {}

  /**
   * Draws how fast the weights of each format become floats: one horizontal bar for each number of
   * threads, in GB of F32 a second, formats in the order of the survey, the model as it is first.
   * The labels say how many bits a weight takes and how large the error is.
   */
  public static JFreeChart rates(Survey survey, ChartStyle style) {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    add(dataset, survey.source());
    survey.formats().forEach(cost -> add(dataset, cost));
    CategoryAxis formats = new CategoryAxis();
    formats.setMaximumCategoryLabelWidthRatio(0.45f);
    formats.setTickLabelFont(style.font());
    formats.setTickLabelPaint(style.foreground());
    formats.setAxisLineVisible(false);
    formats.setTickMarksVisible(false);
    NumberAxis rate = new NumberAxis("F32 written, GB/s");
    rate.setLabelFont(style.font());
    rate.setLabelPaint(style.foreground());
    rate.setTickLabelFont(style.font());
    rate.setTickLabelPaint(style.foreground());
    rate.setAxisLinePaint(style.grid());
    rate.setTickMarkPaint(style.grid());
    CategoryPlot plot = new CategoryPlot(dataset, formats, rate, renderer(dataset, style));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(style.background());
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(style.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    JFreeChart chart = new JFreeChart(null, style.font(), plot, false);
    chart.setBackgroundPaint(style.background());
    chart.setPadding(new RectangleInsets(8, 8, 8, 16));
    chart.addSubtitle(legend(plot, style));
    return chart;
  }

  /**
   * Returns a height that gives every bar of a survey room.
   *
   * @return pixels at 100 %
   */
  public static int preferredHeight(Survey survey) {
    return 110 + (survey.formats().size() + 1) * (12 + 14 * survey.source().rates().size());
  }

  private static void add(DefaultCategoryDataset dataset, FormatCost cost) {
    String label =
        String.format(
            Locale.ROOT,
            "%s, %.2f bits, error %.3g %%",
            cost.format(),
            cost.bitsPerWeight(),
            100 * cost.error().relative());
    for (DequantizeRate rate : cost.rates()) {
      String threads = rate.threads() == 1 ? "1 thread" : rate.threads() + " threads";
      dataset.addValue(rate.floatBytesPerSecond() / GIGA, threads, label);
    }
  }

  private static BarRenderer renderer(DefaultCategoryDataset dataset, ChartStyle style) {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.08);
    for (int row = 0; row < dataset.getRowCount(); row++) {
      renderer.setSeriesPaint(row, style.series().get(row % style.series().size()));
    }
    return renderer;
  }

  private static LegendTitle legend(CategoryPlot plot, ChartStyle style) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(style.background());
    legend.setItemFont(style.font());
    legend.setItemPaint(style.foreground());
    legend.setItemLabelPadding(new RectangleInsets(4, 4, 4, 12));
    return legend;
  }
}
