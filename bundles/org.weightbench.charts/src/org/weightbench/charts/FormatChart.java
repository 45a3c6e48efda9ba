package org.weightbench.charts;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.hardware.Units;
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
    Dressing dressing = new Dressing(style);
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("F32 written, GB/s"),
            dressing.bars(dataset.getRowCount()),
            PlotOrientation.HORIZONTAL);
    return dressing.chart(plot, true);
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
        Units.current()
            .format(
                "%s, %.2f bits, error %.3g %%",
                cost.format(), cost.bitsPerWeight(), 100 * cost.error().relative());
    for (DequantizeRate rate : cost.rates()) {
      String threads = rate.threads() == 1 ? "1 thread" : rate.threads() + " threads";
      dataset.addValue(rate.floatBytesPerSecond() / GIGA, threads, label);
    }
  }
}
