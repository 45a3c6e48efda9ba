package org.weightbench.charts;

import java.util.Comparator;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.hardware.Unit;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;

/** What a machine can do at best, stage by stage, as bars. */
public final class CeilingChart {
  private static final double GIGA = 1e9;
  private static final int BAR_HEIGHT = 24;
  private static final int FRAME_HEIGHT = 90;

  private CeilingChart() {}

  /** Draws the best rate of each kind that counts bytes, in GB/s, the kinds in their order. */
  public static JFreeChart of(Ceilings ceilings, ChartStyle style) {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    for (Ceiling ceiling : best(ceilings)) {
      dataset.addValue(
          ceiling.median() / GIGA,
          ceiling.kind().storage() ? "storage" : "memory",
          ceiling.kind().title());
    }
    Dressing dressing = new Dressing(style);
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("Best rate, GB/s"),
            dressing.stackedBars(dataset.getRowCount()),
            PlotOrientation.HORIZONTAL);
    plot.setNoDataMessage("Nothing was measured yet");
    return dressing.chart(plot, dataset.getRowCount() > 1);
  }

  /**
   * Returns a height that gives every bar room.
   *
   * @return pixels at 100 %
   */
  public static int preferredHeight(Ceilings ceilings) {
    return FRAME_HEIGHT + BAR_HEIGHT * best(ceilings).size();
  }

  private static List<Ceiling> best(Ceilings ceilings) {
    return List.of(CeilingKind.values()).stream()
        .filter(kind -> kind.unit() == Unit.BYTES_PER_SECOND)
        .flatMap(kind -> ceilings.best(kind).stream())
        .sorted(Comparator.comparing(Ceiling::kind))
        .toList();
  }
}
