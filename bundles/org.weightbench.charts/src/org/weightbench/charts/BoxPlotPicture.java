package org.weightbench.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.entity.EntityCollection;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BoxAndWhiskerRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
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
import org.weightbench.experiment.Sample;
import org.weightbench.hardware.Units;

/** How the load times of each cell are spread: median, quartiles, whiskers and every sample. */
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
    ComparisonGroups groups = ComparisonGroups.of(comparison, style.words());
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
            (series, category, usual) -> rows.paint(row(groups, dataset, series, category), usual),
            (series, category) ->
                row(groups, dataset, series, category)
                    .map(row -> dots(row, rows))
                    .orElse(List.of()),
            style.foreground());
    Pointing.tell(
        renderer,
        (series, category) ->
            rows.item(
                row(groups, dataset, series, category).orElseThrow(),
                rows.say(quartiles(dataset.getItem(series, category)))));
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
    return Units.current()
        .format(
            "quartiles %s \u2026 %s, median %s",
            duration(box.getQ1()), duration(box.getQ3()), duration(box.getMedian()));
  }

  private static String duration(Number seconds) {
    return Quantities.duration(seconds.doubleValue() * NANOS_PER_SECOND);
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    return 110 + 26 * ComparisonGroups.of(comparison, ChartStyle.LIGHT.words()).bars();
  }

  private static List<Dot> dots(ComparisonRow row, Numbered rows) {
    List<Dot> dots = new ArrayList<>();
    List<Sample> samples = row.summary().samples();
    for (int i = 0; i < samples.size(); i++) {
      Sample.Measurement measurement = samples.get(i).measurement();
      if (samples.get(i).status() == Sample.Status.VERIFIED && measurement != null) {
        double seconds = measurement.wallNanos() / NANOS_PER_SECOND;
        String text = "run " + samples.get(i).run() + ": " + duration(seconds);
        dots.add(new Dot(seconds, rows.sample(row, i, rows.say(text))));
      }
    }
    return dots;
  }

  /** A sample. */
  private record Dot(double seconds, Pointing.Item item) {}

  /** Finds the samples of a box. */
  @FunctionalInterface
  private interface Dots {
    List<Dot> of(int series, int category);
  }

  /** Horizontal boxes, some of which have a paint of their own, with a dot for each sample. */
  private static final class Boxes extends BoxAndWhiskerRenderer {
    private static final long serialVersionUID = 1L;
    private static final double DOT = 5;
    private static final int LANES = 3;
    private static final double LANE_SHARE = 0.22;
    private static final int OPACITY = 150;

    private final transient ItemPaint paints;
    private final transient Dots dots;
    private final Color ink;

    Boxes(ItemPaint paints, Dots dots, Color foreground) {
      this.paints = paints;
      this.dots = dots;
      this.ink =
          new Color(foreground.getRed(), foreground.getGreen(), foreground.getBlue(), OPACITY);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return paints.of(row, column, super.getItemPaint(row, column));
    }

    @Override
    public void drawItem(
        Graphics2D g2,
        CategoryItemRendererState state,
        Rectangle2D dataArea,
        CategoryPlot plot,
        CategoryAxis domainAxis,
        ValueAxis rangeAxis,
        CategoryDataset dataset,
        int row,
        int column,
        int pass) {
      super.drawItem(g2, state, dataArea, plot, domainAxis, rangeAxis, dataset, row, column, pass);
      double middle = middle(state, dataArea, plot, domainAxis, row, column);
      EntityCollection entities = state.getEntityCollection();
      int lane = 0;
      for (Dot dot : dots.of(row, column)) {
        double x = rangeAxis.valueToJava2D(dot.seconds, dataArea, plot.getRangeAxisEdge());
        double y = middle + (lane++ % LANES - 1) * LANE_SHARE * state.getBarWidth();
        Shape circle = new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT);
        g2.setPaint(ink);
        g2.fill(circle);
        if (entities != null) {
          entities.add(new ChartEntity(circle, dot.item.text(), Pointing.link(dot.item)));
        }
      }
    }

    /** As the box above it is placed, see {@link #drawHorizontalItem}. */
    private double middle(
        CategoryItemRendererState state,
        Rectangle2D dataArea,
        CategoryPlot plot,
        CategoryAxis axis,
        int row,
        int column) {
      double start =
          axis.getCategoryStart(column, getColumnCount(), dataArea, plot.getDomainAxisEdge());
      double end =
          axis.getCategoryEnd(column, getColumnCount(), dataArea, plot.getDomainAxisEdge());
      int series = getRowCount();
      double gap =
          series > 1
              ? dataArea.getHeight() * getItemMargin() / (getColumnCount() * (series - 1))
              : 0;
      double used = state.getBarWidth() * series + gap * (series - 1);
      return start
          + (Math.abs(end - start) - used) / 2
          + row * (state.getBarWidth() + gap)
          + state.getBarWidth() / 2;
    }
  }
}
