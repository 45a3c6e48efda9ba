package org.weightbench.ui.internal.chart;

import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartStyle;

/** What a {@link ChartPane} shows. All methods may be called from any thread. */
public interface ChartSource {

  /** Makes the chart. */
  JFreeChart chart(ChartStyle style);

  /** Returns the height in pixels at 100 % below which the chart would be crowded. */
  int leastHeight();

  /** Returns what a person who cannot see the chart is told. */
  String description();
}
