package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.data.category.CategoryDataset;
import org.junit.jupiter.api.Test;
import org.weightbench.quant.WeightError;
import org.weightbench.quant.survey.DequantizeRate;
import org.weightbench.quant.survey.FormatCost;
import org.weightbench.quant.survey.Survey;

class FormatChartTest {
  private static final Survey SURVEY =
      new Survey(
          1000,
          2000,
          cost("as it is", 16, 0, 2e9),
          List.of(cost("Q8_0", 8.5, 1e-6, 3e9), cost("Q4_K_M", 4.83, 1e-4, 2.5e9)));

  private static FormatCost cost(
      String format, double bits, double squaredError, double weightsPerSecond) {
    return new FormatCost(
        format,
        bits,
        1_000_000,
        new WeightError(1000, squaredError, 1, 0.01),
        List.of(
            new DequantizeRate(1, weightsPerSecond), new DequantizeRate(2, 2 * weightsPerSecond)),
        List.of("scalar"));
  }

  @Test
  void eachFormatHasABarForEachNumberOfThreads() {
    CategoryDataset bars =
        FormatChart.rates(SURVEY, ChartStyle.LIGHT).getCategoryPlot().getDataset();
    assertEquals(List.of("1 thread", "2 threads"), bars.getRowKeys());
    assertEquals(
        List.of(
            "as it is, 16.00 bits, error 0.00 %",
            "Q8_0, 8.50 bits, error 0.100 %", "Q4_K_M, 4.83 bits, error 1.00 %"),
        bars.getColumnKeys());
    assertEquals(24.0, bars.getValue(1, 1));
  }

  @Test
  void itIsDrawnWithoutADisplay() {
    JFreeChart chart = FormatChart.rates(SURVEY, ChartStyle.DARK);
    String svg = ChartImages.svg(chart, 700, FormatChart.preferredHeight(SURVEY), "formats");
    assertTrue(svg.contains("F32 written, GB/s"), svg);
    assertTrue(svg.contains("2 threads"), svg);
  }
}
