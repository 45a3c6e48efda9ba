package org.weightbench.ui.internal.comparison;

import org.jfree.chart.JFreeChart;
import org.weightbench.analysis.Comparison;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ComparisonChart;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartSource;

/**
 * Load times as bars with error bars.
 *
 * @param comparison what is charted
 */
record ComparisonChartSource(Comparison comparison) implements ChartSource {

  @Override
  public JFreeChart chart(ChartStyle style) {
    return ComparisonChart.bars(comparison, style);
  }

  @Override
  public int leastHeight() {
    return ComparisonChart.preferredHeight(comparison);
  }

  @Override
  public String description() {
    return Messages.comparison_accessibleChart;
  }
}
