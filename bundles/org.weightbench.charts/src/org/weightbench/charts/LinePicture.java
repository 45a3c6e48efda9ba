package org.weightbench.charts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.EstimatePoints;
import org.weightbench.charts.internal.Numbered;
import org.weightbench.experiment.Axis;
import org.weightbench.hardware.Units;

/** Load time over the numeric axis with the most values, a line for each of the other settings. */
final class LinePicture implements ComparisonPicture {
  private static final int HEIGHT = 260;
  private static final int MEGA = 2;

  @Override
  public String id() {
    return "line";
  }

  @Override
  public boolean suits(Comparison comparison) {
    return axis(comparison).isPresent();
  }

  @Override
  public JFreeChart draw(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    Optional<Axis<?>> axis = axis(comparison);
    List<Axis<?>> others =
        comparison.differingAxes().stream()
            .filter(other -> axis.isEmpty() || !other.equals(axis.get()))
            .toList();
    boolean sizes = axis.filter(values -> areSizes(comparison, values)).isPresent();
    Units.Scale scale = Units.current().sizes().scale(MEGA);
    EstimatePoints points = new EstimatePoints();
    for (ComparisonRow row : comparison.rows()) {
      if (axis.isPresent()) {
        OptionalDouble x = number(axis.get(), row.summary().cell().text(axis.get()));
        if (x.isPresent()) {
          points.add(
              comparison.label(row, others, style.words()),
              sizes ? x.getAsDouble() / scale.bytes() : x.getAsDouble(),
              row);
        }
      }
    }
    Dressing dressing = new Dressing(style);
    String title = axis.map(Axis::title).map(dressing::say).orElse("");
    NumberAxis x = dressing.numbers(sizes ? title + ", " + scale.name() : title);
    x.setAutoRangeIncludesZero(false);
    if (!sizes) {
      x.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    XYPlot plot =
        dressing.plot(
            points.dataset(),
            x,
            dressing.numbers("Load time, s"),
            points.renderer(style, new Numbered(comparison, marked, style)));
    plot.setNoDataMessage("No axis with two numbers or more");
    return dressing.chart(plot, points.dataset().getSeriesCount() > 1);
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    return HEIGHT;
  }

  private static Optional<Axis<?>> axis(Comparison comparison) {
    return comparison.differingAxes().stream()
        .filter(axis -> values(comparison, axis) > 1)
        .max((a, b) -> Long.compare(values(comparison, a), values(comparison, b)))
        .map(axis -> (Axis<?>) axis);
  }

  private static boolean areSizes(Comparison comparison, Axis<?> axis) {
    return comparison.rows().stream()
        .map(row -> row.summary().cell().text(axis))
        .anyMatch(text -> text.endsWith("B") && axis.parse(text).isPresent());
  }

  private static long values(Comparison comparison, Axis<?> axis) {
    return comparison.rows().stream()
        .map(row -> number(axis, row.summary().cell().text(axis)))
        .filter(OptionalDouble::isPresent)
        .distinct()
        .count();
  }

  private static OptionalDouble number(Axis<?> axis, String text) {
    return axis.parse(text)
        .filter(Number.class::isInstance)
        .map(value -> OptionalDouble.of(((Number) value).doubleValue()))
        .orElse(OptionalDouble.empty());
  }
}
