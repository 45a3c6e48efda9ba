package org.weightbench.charts;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.Numbered;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.charts.internal.Shades;
import org.weightbench.experiment.Axis;
import org.weightbench.hardware.Units;

/**
 * The best load time of each pair of values of the two axes with the most values, darker for
 * longer.
 */
final class HeatMapPicture implements ComparisonPicture {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int ROW_HEIGHT = 34;
  private static final int FRAME = 130;
  private static final double FRAME_REACH = 0.48;

  /** A pair of values and the row with its best time. */
  private record Block(int x, int y, double seconds, ComparisonRow row) {}

  @Override
  public String id() {
    return "heat";
  }

  @Override
  public boolean suits(Comparison comparison) {
    return axes(comparison).size() == 2;
  }

  @Override
  public JFreeChart draw(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    Dressing dressing = new Dressing(style);
    List<Axis<?>> axes = axes(comparison);
    if (axes.size() < 2) {
      XYPlot empty =
          dressing.plot(
              new DefaultXYZDataset(),
              dressing.numbers(""),
              dressing.numbers(""),
              new XYBlockRenderer());
      empty.setNoDataMessage("Not two axes that differ");
      return dressing.chart(empty, false);
    }
    List<String> across = values(comparison, axes.get(0));
    List<String> down = values(comparison, axes.get(1));
    List<Block> blocks = new ArrayList<>();
    for (int x = 0; x < across.size(); x++) {
      for (int y = 0; y < down.size(); y++) {
        Optional<ComparisonRow> best = best(comparison, axes, across.get(x), down.get(y));
        if (best.isPresent()) {
          blocks.add(new Block(x, y, seconds(best.get()), best.get()));
        }
      }
    }
    DefaultXYZDataset dataset = new DefaultXYZDataset();
    dataset.addSeries(
        "load time",
        new double[][] {
          blocks.stream().mapToDouble(Block::x).toArray(),
          blocks.stream().mapToDouble(Block::y).toArray(),
          blocks.stream().mapToDouble(Block::seconds).toArray()
        });
    LookupPaintScale scale = Shades.between(blocks.stream().mapToDouble(Block::seconds), style);
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setPaintScale(scale);
    Numbered rows = new Numbered(comparison, marked, style);
    Pointing.tell(renderer, (_, item) -> rows.item(blocks.get(item).row));
    XYPlot plot =
        dressing.plot(
            dataset,
            symbols(dressing, axes.get(0), across),
            symbols(dressing, axes.get(1), down),
            renderer);
    plot.setRangeGridlinesVisible(false);
    plot.setNoDataMessage("No verified sample yet");
    for (Block block : blocks) {
      XYTextAnnotation text =
          new XYTextAnnotation(Units.current().format("%.3g s", block.seconds), block.x, block.y);
      text.setFont(style.font());
      text.setPaint(Shades.readableOn(scale.getPaint(block.seconds)));
      plot.addAnnotation(text);
    }
    for (ComparisonRow row : marked) {
      int x = across.indexOf(row.summary().cell().text(axes.get(0)));
      int y = down.indexOf(row.summary().cell().text(axes.get(1)));
      plot.addAnnotation(
          new XYBoxAnnotation(
              x - FRAME_REACH,
              y - FRAME_REACH,
              x + FRAME_REACH,
              y + FRAME_REACH,
              new BasicStroke(3),
              style.foreground()));
    }
    JFreeChart chart = dressing.chart(plot, false);
    NumberAxis seconds = dressing.numbers("Best load time, s");
    PaintScaleLegend legend = new PaintScaleLegend(scale, seconds);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setBackgroundPaint(style.background());
    legend.setMargin(new RectangleInsets(10, 10, 30, 4));
    chart.addSubtitle(legend);
    return chart;
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    List<Axis<?>> axes = axes(comparison);
    int rows = axes.size() < 2 ? 2 : values(comparison, axes.get(1)).size();
    return FRAME + ROW_HEIGHT * rows;
  }

  private static SymbolAxis symbols(Dressing dressing, Axis<?> axis, List<String> values) {
    SymbolAxis symbols = new SymbolAxis(dressing.say(axis.title()), values.toArray(String[]::new));
    dressing.dress(symbols);
    symbols.setGridBandsVisible(false);
    return symbols;
  }

  private static List<Axis<?>> axes(Comparison comparison) {
    List<Axis<?>> axes = new ArrayList<>(comparison.differingAxes());
    axes.removeIf(axis -> values(comparison, axis).size() < 2);
    axes.sort(
        (a, b) -> Integer.compare(values(comparison, b).size(), values(comparison, a).size()));
    return axes.subList(0, Math.min(2, axes.size()));
  }

  /** Returns an axis's values in the order of the rows. */
  private static List<String> values(Comparison comparison, Axis<?> axis) {
    return comparison.rows().stream()
        .map(row -> row.summary().cell().text(axis))
        .distinct()
        .toList();
  }

  private static Optional<ComparisonRow> best(
      Comparison comparison, List<Axis<?>> axes, String across, String down) {
    return comparison.rows().stream()
        .filter(row -> row.summary().cell().text(axes.get(0)).equals(across))
        .filter(row -> row.summary().cell().text(axes.get(1)).equals(down))
        .filter(row -> row.summary().wallNanos().isPresent())
        .min(Comparator.comparingDouble(HeatMapPicture::seconds));
  }

  private static double seconds(ComparisonRow row) {
    return row.summary().wallNanos().map(Estimate::median).orElse(Double.MAX_VALUE)
        / NANOS_PER_SECOND;
  }
}
