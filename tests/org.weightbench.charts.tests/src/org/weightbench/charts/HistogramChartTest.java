package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jfree.data.xy.IntervalXYDataset;
import org.junit.jupiter.api.Test;

class HistogramChartTest {

  @Test
  void partsAdjoinFromLowToHigh() {
    IntervalXYDataset bars =
        (IntervalXYDataset)
            HistogramChart.of("Value", -1, 1, List.of(3L, 5L, 7L, 9L), ChartStyle.LIGHT)
                .getXYPlot()
                .getDataset();
    assertEquals(4, bars.getItemCount(0));
    assertEquals(-1, bars.getStartXValue(0, 0));
    assertEquals(bars.getEndXValue(0, 0), bars.getStartXValue(0, 1));
    assertEquals(1, bars.getEndXValue(0, 3));
    assertEquals(9, bars.getYValue(0, 3));
  }

  @Test
  void equalValuesAreSaidInWords() {
    String svg =
        ChartImages.svg(
            HistogramChart.of("Value", 2, 2, List.of(), ChartStyle.DARK), 400, 200, "equal");
    assertTrue(svg.contains("All values are equal"), svg);
  }
}
