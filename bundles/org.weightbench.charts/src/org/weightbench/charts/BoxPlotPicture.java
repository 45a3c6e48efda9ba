package org.weightbench.charts;

import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BoxAndWhiskerRenderer;
import org.jfree.data.statistics.DefaultBoxAndWhiskerCategoryDataset;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.internal.ComparisonGroups;
import org.weightbench.charts.internal.Dressing;

/** How the load times of each cell are spread: median, quartiles, whiskers and outliers. */
final class BoxPlotPicture implements ComparisonPicture {
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public String id() {
    return "boxes";
  }

  @Override
  public boolean suits(Comparison comparison) {
    return comparison.rows().stream().anyMatch(row -> row.summary().verifiedWallNanos().length > 2);
  }

  @Override
  public JFreeChart draw(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    ComparisonGroups groups = ComparisonGroups.of(comparison);
    DefaultBoxAndWhiskerCategoryDataset dataset = new DefaultBoxAndWhiskerCategoryDataset();
    for (String name : groups.series()) {
      for (String category : groups.categories()) {
        List<Double> seconds =
            groups.row(name, category).stream()
                .filter(row -> marked.isEmpty() || marked.contains(row))
                .flatMap(row -> Arrays.stream(row.summary().verifiedWallNanos()).boxed())
                .map(nanos -> nanos / NANOS_PER_SECOND)
                .toList();
        if (!seconds.isEmpty()) {
          dataset.add(seconds, name, category);
        }
      }
    }
    BoxAndWhiskerRenderer renderer = new BoxAndWhiskerRenderer();
    renderer.setMeanVisible(false);
    renderer.setFillBox(true);
    renderer.setUseOutlinePaintForWhiskers(true);
    renderer.setMaximumBarWidth(0.1);
    renderer.setDefaultOutlinePaint(style.foreground());
    renderer.setArtifactPaint(style.foreground());
    for (int series = 0; series < groups.series().size(); series++) {
      renderer.setSeriesPaint(series, style.seriesColor(series));
      renderer.setSeriesOutlinePaint(series, style.foreground());
    }
    Dressing dressing = new Dressing(style);
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("Load time, s (median, quartiles, all samples)"),
            renderer,
            PlotOrientation.HORIZONTAL);
    plot.setNoDataMessage("No verified sample yet");
    return dressing.chart(plot, groups.series().size() > 1);
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    return 110 + 26 * ComparisonGroups.of(comparison).bars();
  }
}
