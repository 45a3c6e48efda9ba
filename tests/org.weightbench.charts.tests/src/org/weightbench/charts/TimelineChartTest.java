package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.experiment.timeline.TimelineEvent.Kind;
import org.weightbench.experiment.timeline.TimelineHeader;
import org.weightbench.experiment.timeline.TimelineLog;

class TimelineChartTest {
  private static final long TENTH = 100_000_000;

  @TempDir private Path folder;
  private TimelineChart.Run first;
  private TimelineChart.Run second;

  @BeforeEach
  void recordTwo() throws IOException {
    first = new TimelineChart.Run("run 1", timeline("a", 30_000_000));
    second = new TimelineChart.Run("run 2", timeline("b", 60_000_000));
  }

  @Test
  void panelsStandAboveEachOtherWithOneTimeAndOnlyThoseThatHaveSomething() {
    JFreeChart chart = TimelineChart.of(List.of(first), TimelineChart.USUAL, ChartStyle.LIGHT);
    CombinedDomainXYPlot plot = (CombinedDomainXYPlot) chart.getPlot();
    List<XYPlot> panels = plot.getSubplots();
    assertEquals(2, panels.size());
    XYPlot data = panels.getFirst();
    assertEquals("Data, MB/s", data.getRangeAxis().getLabel());
    assertEquals(1, data.getSeriesCount());
    assertEquals(0.1, data.getDataset().getXValue(0, 1), 1e-9);
    assertEquals(300, data.getDataset().getYValue(0, 1), 1e-9);
    assertEquals("Layers ready, layers", panels.getLast().getRangeAxis().getLabel());
  }

  @Test
  void loadsAreDrawnOverEachOtherAndNamedOnce() {
    List<TimelineChart.Run> runs = List.of(first, second);
    JFreeChart chart =
        TimelineChart.of(runs, List.of(SeriesKind.DEVICE_READ_RATE), ChartStyle.DARK);
    CombinedDomainXYPlot plot = (CombinedDomainXYPlot) chart.getPlot();
    XYPlot data = plot.getSubplots().getFirst();
    assertEquals(2, data.getSeriesCount());
    assertNotEquals(data.getRenderer().getSeriesPaint(0), data.getRenderer().getSeriesPaint(1));
    assertEquals(2, plot.getLegendItems().getItemCount());
    assertEquals("run 2", plot.getLegendItems().get(1).getLabel());
    assertTrue(
        TimelineChart.preferredHeight(runs, TimelineChart.USUAL)
            > TimelineChart.preferredHeight(runs, List.of(SeriesKind.DEVICE_READ_RATE)));
  }

  @Test
  void zerosAloneStandOnAnAxisFromZeroToOne() throws IOException {
    TimelineChart.Run idle = new TimelineChart.Run("idle", timeline("idle", 0));
    JFreeChart chart =
        TimelineChart.of(List.of(idle), List.of(SeriesKind.DEVICE_READ_RATE), ChartStyle.LIGHT);
    XYPlot data = ((CombinedDomainXYPlot) chart.getPlot()).getSubplots().getFirst();
    assertEquals(0, data.getRangeAxis().getLowerBound());
    assertEquals(1, data.getRangeAxis().getUpperBound());
  }

  @Test
  void chartIsDrawnInItsColours() {
    BufferedImage image =
        ChartImages.image(
            TimelineChart.of(List.of(first), TimelineChart.USUAL, ChartStyle.DARK), 600, 400, 1);
    assertEquals(ChartStyle.DARK.background().getRGB(), image.getRGB(1, 1));
    int line = ChartStyle.DARK.seriesColor(0).getRGB();
    boolean drawn = false;
    for (int y = 0; y < 400 && !drawn; y++) {
      for (int x = 0; x < 600 && !drawn; x++) {
        drawn = image.getRGB(x, y) == line;
      }
    }
    assertTrue(drawn, "no pixel of the first series");
  }

  @Test
  void aPartOfTheTimeIsShownAlone() {
    TimelineChart.Window part = new TimelineChart.Window(0.25, 0.75);
    JFreeChart chart =
        TimelineChart.of(
            List.of(), TimelineChart.USUAL, Optional.of(part.scaled(0.5)), ChartStyle.LIGHT);
    assertEquals(0.375, chart.getXYPlot().getDomainAxis().getLowerBound(), 1e-9);
    assertEquals(0.625, chart.getXYPlot().getDomainAxis().getUpperBound(), 1e-9);
  }

  @Test
  void withoutARecordThereIsNoPanel() {
    JFreeChart chart = TimelineChart.of(List.of(), TimelineChart.USUAL, ChartStyle.LIGHT);
    assertEquals(0, ((CombinedDomainXYPlot) chart.getPlot()).getSubplots().size());
  }

  private Timeline timeline(String name, long bytesPerTick) throws IOException {
    Path file = folder.resolve(name);
    List<Channel> channels = List.of(new Channel(Quantity.DEVICE_READ_BYTES, "vda"));
    TimelineHeader header = TimelineHeader.of("2026-01-02T03:04:05Z", channels, List.of());
    try (TimelineLog log = TimelineLog.create(file, header)) {
      for (int tick = 0; tick < 20; tick++) {
        log.tick(tick * TENTH, new long[] {tick * bytesPerTick});
      }
      log.event(new TimelineEvent(5 * TENTH, Kind.LOAD_STARTED, ""));
      log.event(new TimelineEvent(6 * TENTH, Kind.LAYER_READY, "0"));
      log.event(new TimelineEvent(15 * TENTH, Kind.LOAD_ENDED, ""));
    }
    return Timeline.read(file);
  }
}
