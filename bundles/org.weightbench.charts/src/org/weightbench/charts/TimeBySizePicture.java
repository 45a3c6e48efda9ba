package org.weightbench.charts;

import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.EstimatePoints;
import org.weightbench.charts.internal.Numbered;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.hardware.Units;

/** Load time against the size of the model: for results of several models. */
final class TimeBySizePicture implements ComparisonPicture {
  private static final int HEIGHT = 260;
  private static final int GIGA = 3;

  @Override
  public String id() {
    return "size";
  }

  @Override
  public boolean suits(Comparison comparison) {
    return comparison.results().stream()
            .flatMap(result -> result.model().stream())
            .map(ModelRecord::tensorBytes)
            .distinct()
            .count()
        > 1;
  }

  @Override
  public JFreeChart draw(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    EstimatePoints points = new EstimatePoints();
    List<Axis<?>> axes = comparison.differingAxes();
    Units.Scale scale = Units.current().sizes().scale(GIGA);
    for (ComparisonRow row : comparison.rows()) {
      row.result()
          .model()
          .ifPresent(
              model -> points.add(name(row, axes), model.tensorBytes() / scale.bytes(), row));
    }
    Dressing dressing = new Dressing(style);
    NumberAxis size = dressing.numbers("Size of the tensors, " + scale.name());
    XYPlot plot =
        dressing.plot(
            points.dataset(),
            size,
            dressing.numbers("Load time, s"),
            points.renderer(style, new Numbered(comparison, marked, style)));
    plot.setNoDataMessage("No verified sample yet");
    return dressing.chart(plot, points.dataset().getSeriesCount() > 1);
  }

  /** The same settings of different models are one line. */
  private static String name(ComparisonRow row, List<Axis<?>> axes) {
    return axes.isEmpty()
        ? "load time"
        : axes.stream().map(row.summary().cell()::text).collect(Collectors.joining(" "));
  }

  @Override
  public int preferredHeight(Comparison comparison) {
    return HEIGHT;
  }
}
