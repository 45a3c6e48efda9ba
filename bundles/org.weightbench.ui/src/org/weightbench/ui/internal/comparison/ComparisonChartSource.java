package org.weightbench.ui.internal.comparison;

import java.util.List;
import org.eclipse.jface.action.LegacyActionTools;
import org.jfree.chart.JFreeChart;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartSource;

/**
 * A picture of a comparison.
 *
 * @param comparison what is charted
 * @param marked rows that stand out; none for all alike
 * @param picture how it is drawn
 */
record ComparisonChartSource(
    Comparison comparison, List<ComparisonRow> marked, ComparisonPicture picture)
    implements ChartSource {

  @Override
  public JFreeChart chart(ChartStyle style) {
    return picture.draw(comparison, marked, style);
  }

  @Override
  public int leastHeight() {
    return picture.preferredHeight(comparison);
  }

  @Override
  public String description() {
    return Messages.format(
        Messages.comparison_accessibleChart,
        LegacyActionTools.removeMnemonics(PictureMenu.title(picture)));
  }
}
