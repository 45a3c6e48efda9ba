package org.weightbench.ui.internal.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightbench.charts.TimelineChart;
import org.weightbench.experiment.timeline.Timeline;

final class RunNamesTest {
  private static List<String> shortened(String... names) {
    Timeline none = Timeline.of("2026-11-27T10:00:00Z", List.of(), List.of(), List.of());
    return RunNames.shortened(
            Stream.of(names).map(name -> new TimelineChart.Run(name, none)).toList())
        .stream()
        .map(TimelineChart.Run::name)
        .toList();
  }

  @Test
  void whatAllLoadsHaveInCommonIsLeftOut() {
    assertEquals(
        List.of("strategy=mmap, threads=2", "strategy=read, threads=1"),
        shortened("strategy=mmap, cache=warm, threads=2", "strategy=read, cache=warm, threads=1"));
  }

  @Test
  void oneLoadAndEqualOnesKeepTheirNames() {
    assertEquals(List.of("strategy=mmap"), shortened("strategy=mmap"));
    assertEquals(List.of("threads=1", "threads=1"), shortened("threads=1", "threads=1"));
    assertEquals(List.of(), shortened());
  }
}
