package org.weightbench.charts;

import java.awt.Paint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BoxAndWhiskerRenderer;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.statistics.BoxAndWhiskerItem;
import org.jfree.data.statistics.DefaultBoxAndWhiskerCategoryDataset;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.internal.ComparisonGroups;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.ItemPaint;
import org.weightbench.charts.internal.Numbered;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.experiment.Quantities;

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
                .flatMap(row -> Arrays.stream(row.summary().verifiedWallNanos()).boxed())
                .map(nanos -> nanos / NANOS_PER_SECOND)
                .toList();
        if (!seconds.isEmpty()) {
          dataset.add(seconds, name, category);
        }
      }
    }
    Numbered rows = new Numbered(comparison, marked, style);
    BoxAndWhiskerRenderer renderer =
        new Boxes(
            (series, category, usual) -> rows.paint(row(groups, dataset, series, category), usual));
    Pointing.tell(
        renderer,
        (series, category) ->
            rows.item(
                row(groups, dataset, series, category).orElseThrow(),
                quartiles(dataset.getItem(series, category))));
    renderer.setMeanVisible(false);
    renderer.setFillBox(true);
    renderer.setUseOutlinePaintForWhiskers(true);
    renderer.setMaximumBarWidth(0.1);
    renderer.setDefaultOutlinePaint(style.foreground());
    renderer.setArtifactPaint(style.foreground());
    for (int series = 0; series < dataset.getRowCount(); series++) {
      int condition = groups.series().indexOf(dataset.getRowKey(series));
      renderer.setSeriesPaint(series, style.seriesColor(condition));
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

  /** Conditions and settings without samples have no place in the dataset. */
  private static Optional<ComparisonRow> row(
      ComparisonGroups groups, CategoryDataset dataset, int series, int category) {
    return groups.row(
        dataset.getRowKey(series).toString(), dataset.getColumnKey(category).toString());
  }

  private static String quartiles(BoxAndWhiskerItem box) {
    return String.format(
        Locale.ROOT,
        "quartiles %s \u2026 %s, median %s",
        duration(box.getQ1()),
        duration(box.getQ3()),
        duration(box.getMedian()));
  }

  private static String duration(Number seconds) {
    return Quantities.duration(seconds.doubleValue() * NANOS_PER_SECOND);
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    return 110 + 26 * ComparisonGroups.of(comparison).bars();
  }

  /** Boxes, some of which have a paint of their own. */
  private static final class Boxes extends BoxAndWhiskerRenderer {
    private static final long serialVersionUID = 1L;

    private final transient ItemPaint paints;

    Boxes(ItemPaint paints) {
      this.paints = paints;
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return paints.of(row, column, super.getItemPaint(row, column));
    }
  }
}
