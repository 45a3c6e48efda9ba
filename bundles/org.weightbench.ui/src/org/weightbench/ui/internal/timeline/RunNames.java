package org.weightbench.ui.internal.timeline;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbench.charts.TimelineChart;

/** Leaves out of the names of loads what all of them have in common. */
final class RunNames {
  private static final String SEPARATOR = ", ";

  private RunNames() {}

  /** Returns the loads with short names, or as they are where the names would be empty or equal. */
  static List<TimelineChart.Run> shortened(List<TimelineChart.Run> runs) {
    Set<String> common = new HashSet<>();
    runs.stream().limit(1).forEach(run -> common.addAll(parts(run)));
    runs.forEach(run -> common.retainAll(parts(run)));
    List<TimelineChart.Run> shortened =
        runs.stream()
            .map(run -> new TimelineChart.Run(without(common, run), run.timeline()))
            .toList();
    long names = shortened.stream().map(TimelineChart.Run::name).distinct().count();
    return names == runs.size() && shortened.stream().noneMatch(run -> run.name().isEmpty())
        ? shortened
        : runs;
  }

  private static String without(Set<String> common, TimelineChart.Run run) {
    return parts(run).stream()
        .filter(part -> !common.contains(part))
        .collect(Collectors.joining(SEPARATOR));
  }

  private static List<String> parts(TimelineChart.Run run) {
    return Arrays.asList(run.name().split(SEPARATOR));
  }
}
