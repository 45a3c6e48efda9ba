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
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartSource;

/**
 * How fast each sample loaded, over the time of the experiment, a line for each cache state.
 *
 * @param samples samples in the order in which they were measured
 */
record RateSource(List<Sample> samples) implements ChartSource {
  private static final double GIGA = 1e9;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final int HEIGHT = 150;

  @Override
  public JFreeChart chart(ChartStyle style) {
    Instant start = Instant.parse(samples.getFirst().startedAt());
    Map<String, List<Sample>> byCache = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (sample.measurement() != null) {
        byCache.computeIfAbsent(sample.cell().text(Axes.CACHE), _ -> new ArrayList<>()).add(sample);
      }
    }
    List<RateChart.Line> lines = new ArrayList<>();
    byCache.forEach((cache, some) -> lines.add(line(cache, some, start)));
    return RateChart.of(Messages.progress_rateAxis, lines, style);
  }

  private static RateChart.Line line(String name, List<Sample> samples, Instant start) {
    List<Double> seconds = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (Sample sample : samples) {
      Sample.Measurement measurement = sample.measurement();
      if (measurement != null) {
        seconds.add(
            Duration.between(start, Instant.parse(sample.startedAt())).toMillis()
                / MILLIS_PER_SECOND);
        rates.add(measurement.bytesPerSecond() / GIGA);
      }
    }
    return new RateChart.Line(name, seconds, rates);
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
