package org.weightbench.charts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.EstimateBarRenderer;
import org.weightbench.charts.internal.EstimateDataset;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.hardware.Unit;
import org.weightbench.hardware.Units;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;

/** What a machine can do at best, as bars. */
public final class CeilingChart {
  private static final int GIGA = 3;
  private static final double BILLION = 1e9;

  private CeilingChart() {}

  /**
   * Draws one horizontal bar for each ceiling of some kinds, in GB/s, as units are preferred, or
   * billions of weights a second, its error bar the 95 % interval, in the order of the measurement.
   * A bar stands for the position of its ceiling in {@code ceilings}.
   *
   * @param kinds of one unit
   */
  public static JFreeChart bars(Ceilings ceilings, Set<CeilingKind> kinds, ChartStyle style) {
    Units.Scale scale = scale(kinds);
    EstimateDataset dataset = dataset(ceilings, kinds, style);
    Dressing dressing = new Dressing(style);
    EstimateBarRenderer renderer = new EstimateBarRenderer(style.foreground());
    renderer.setSeriesPaint(0, style.seriesColor(0));
    List<Ceiling> drawn = drawn(ceilings, kinds);
    Pointing.tell(renderer, (_, category) -> item(drawn.get(category), ceilings.ceilings(), style));
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers(scale.name() + "/s (median, 95 % interval)"),
            renderer,
            PlotOrientation.HORIZONTAL);
    plot.setNoDataMessage("Not measured yet");
    return dressing.chart(plot, false);
  }

  /**
   * Returns a height that gives every bar room.
   *
   * @return pixels at 100 %
   */
  public static int preferredHeight(Ceilings ceilings, Set<CeilingKind> kinds) {
    return 110 + 22 * drawn(ceilings, kinds).size();
  }

  private static EstimateDataset dataset(
      Ceilings ceilings, Set<CeilingKind> kinds, ChartStyle style) {
    EstimateDataset dataset = new EstimateDataset();
    Units.Scale scale = scale(kinds);
    for (Ceiling ceiling : drawn(ceilings, kinds)) {
      dataset.add(
          "ceiling",
          title(ceiling, style),
          Optional.of(
              new Estimate(ceiling.median(), ceiling.low(), ceiling.high(), ceiling.samples())
                  .scaled(1 / scale.bytes())));
    }
    return dataset;
  }

  private static Units.Scale scale(Set<CeilingKind> kinds) {
    return kinds.stream().anyMatch(kind -> kind.unit() == Unit.WEIGHTS_PER_SECOND)
        ? new Units.Scale("Billion weights", BILLION)
        : Units.current().rates().scale(GIGA);
  }

  private static List<Ceiling> drawn(Ceilings ceilings, Set<CeilingKind> kinds) {
    return ceilings.ceilings().stream().filter(ceiling -> kinds.contains(ceiling.kind())).toList();
  }

  private static String title(Ceiling ceiling, ChartStyle style) {
    return style.words().apply(ceiling.kind().title())
        + ", "
        + style.words().apply(ceiling.conditions().text());
  }

  private static Pointing.Item item(Ceiling ceiling, List<Ceiling> all, ChartStyle style) {
    return new Pointing.Item(
        title(ceiling, style) + "\n" + ceiling.text(), List.of(all.indexOf(ceiling)));
  }
}
