package org.weightbench.charts;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;

/** Medians as bars with error bars, side by side by condition. */
final class BarPicture implements ComparisonPicture {

  @Override
  public String id() {
    return "bars";
  }

  @Override
  public boolean suits(Comparison comparison) {
    return true;
  }

  @Override
  public JFreeChart draw(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    return ComparisonChart.bars(comparison, marked, style);
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    return ComparisonChart.preferredHeight(comparison);
  }
}
