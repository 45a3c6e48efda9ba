package org.weightbench.ui.internal.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.RateChart;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Sample;
import org.weightbench.hardware.Units;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartSource;

/**
 * How fast each sample loaded, over the time of the experiment, a line for each cache state.
 *
 * @param samples samples in the order in which they were measured
 */
record RateSource(List<Sample> samples) implements ChartSource {
  private static final int GIGA = 3;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final int HEIGHT = 150;

  @Override
  public JFreeChart chart(ChartStyle style) {
    Instant start = Instant.parse(samples.getFirst().startedAt());
    Map<String, List<Integer>> byCache = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).measurement() != null) {
        byCache
            .computeIfAbsent(samples.get(i).cell().text(Axes.CACHE), _ -> new ArrayList<>())
            .add(i);
      }
    }
    Units.Scale scale = Units.current().rates().scale(GIGA);
    List<RateChart.Line> lines = new ArrayList<>();
    byCache.forEach((cache, some) -> lines.add(line(cache, some, start, scale)));
    return RateChart.of(
        Messages.format(Messages.progress_rateAxis, scale.name() + "/s"), lines, style);
  }

  private RateChart.Line line(
      String name, List<Integer> positions, Instant start, Units.Scale scale) {
    List<Double> seconds = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int position : positions) {
      Sample sample = samples.get(position);
      Sample.Measurement measurement = sample.measurement();
      if (measurement != null) {
        seconds.add(
            Duration.between(start, Instant.parse(sample.startedAt())).toMillis()
                / MILLIS_PER_SECOND);
        rates.add(measurement.bytesPerSecond() / scale.bytes());
      }
    }
    return new RateChart.Line(name, seconds, rates, positions);
  }

  @Override
  public int leastHeight() {
    return HEIGHT;
  }

  @Override
  public String description() {
    return Messages.progress_rateChart;
  }
}
