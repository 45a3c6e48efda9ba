package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.timeline.Point;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.analysis.timeline.TimelineTotals;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.TimelineChart;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.report.ChartFile;
import org.weightbench.cli.internal.table.TotalsText;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.timeline.Timeline;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what was recorded over the time of loads. */
@CommandLine.Command(
    name = "timeline",
    sortOptions = false,
    footer = {
      "",
      "Time counts from the start of the load. The CSV has one line for each point of each series:",
      "run, series, unit, seconds, value.",
      "",
      "Examples:",
      "  weightbench timeline weightbench-results/quickstart-20261124-152200",
      "  weightbench timeline results/a --run 3 --chart load.svg",
      "  weightbench timeline results/a --run 3,7 --chart both.png --dark",
      "  weightbench timeline results/a --run 3 --csv --series device-read-rate,queue-depth > 3.csv"
    })
final class TimelineCommand extends Command {
  private static final int CHART_WIDTH = 1000;

  @Parameters(paramLabel = "RESULT", description = "Result folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--run",
      paramLabel = "N",
      split = ",",
      description = "Numbers of the runs; without, all that were recorded.")
  private List<Integer> runs = new ArrayList<>();

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Write a chart, .svg or .png, with the runs over each other.")
  private @Nullable Path chart;

  @Option(names = "--dark", description = "Write the chart on a dark ground.")
  private boolean dark;

  @Option(names = "--force", description = "Replace a chart that exists.")
  private boolean force;

  @Option(names = "--csv", description = "Write the series as CSV.")
  private boolean csv;

  @Option(
      names = "--series",
      paramLabel = "NAMES",
      split = ",",
      converter = SeriesConverter.class,
      description = "Series for the chart or the CSV; without, the usual ones or all.")
  private List<SeriesKind> series = new ArrayList<>();

  TimelineCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    ChartFile file = chart == null ? null : ChartFile.named(chart);
    if (file != null) {
      OutputFile.check(file.path(), force);
    }
    ResultFolder result = ResultFolder.open(folder);
    Map<Sample, Timeline> timelines = timelines(result);
    if (file != null) {
      writeChart(file, timelines);
    }
    if (csv) {
      writeCsv(timelines);
    } else if (file == null) {
      writeTotals(timelines);
    }
    return ExitCodes.DONE;
  }

  private Map<Sample, Timeline> timelines(ResultFolder result) throws IOException, CommandFailure {
    Map<Sample, Timeline> timelines = new LinkedHashMap<>();
    List<Integer> found = new ArrayList<>();
    for (Sample sample : result.samples()) {
      Optional<Timeline> timeline = result.timeline(sample.run());
      if (timeline.isPresent()) {
        found.add(sample.run());
        if (runs.isEmpty() || runs.contains(sample.run())) {
          timelines.put(sample, timeline.get());
        }
      }
    }
    List<Integer> absent = runs.stream().filter(run -> !found.contains(run)).toList();
    if (!absent.isEmpty() || timelines.isEmpty()) {
      throw new CommandFailure(
          found.isEmpty()
              ? result.path() + " has no timelines; it may be of an older version"
              : "%s has no timeline of run %s; there are %s"
                  .formatted(result.path(), absent.getFirst(), found));
    }
    return timelines;
  }

  private void writeChart(ChartFile file, Map<Sample, Timeline> timelines) throws IOException {
    List<TimelineChart.Run> drawn =
        timelines.entrySet().stream()
            .map(entry -> new TimelineChart.Run("run " + entry.getKey().run(), entry.getValue()))
            .toList();
    List<SeriesKind> kinds = series.isEmpty() ? TimelineChart.USUAL : series;
    ChartStyle style = dark ? ChartStyle.DARK : ChartStyle.LIGHT;
    file.write(
        TimelineChart.of(drawn, kinds, style),
        CHART_WIDTH,
        TimelineChart.preferredHeight(drawn, kinds));
  }

  private void writeCsv(Map<Sample, Timeline> timelines) {
    List<SeriesKind> kinds = series.isEmpty() ? List.of(SeriesKind.values()) : series;
    console().out().println("run,series,unit,seconds,value");
    timelines.forEach(
        (sample, timeline) -> {
          for (SeriesKind kind : kinds) {
            for (Point point : kind.loadPoints(timeline)) {
              console()
                  .out()
                  .println(
                      String.format(
                          Locale.ROOT,
                          "%d,%s,%s,%.4f,%.6g",
                          sample.run(),
                          kind.id(),
                          kind.unit(),
                          point.seconds(),
                          point.value()));
            }
          }
        });
  }

  private void writeTotals(Map<Sample, Timeline> timelines) {
    String gap = "";
    for (Map.Entry<Sample, Timeline> entry : timelines.entrySet()) {
      Sample sample = entry.getKey();
      console().out().println(gap + "Run " + sample.run() + ": " + sample.cell());
      gap = System.lineSeparator();
      TotalsText.lines(TimelineTotals.of(entry.getValue()))
          .forEach(line -> console().out().println("  " + line));
      entry
          .getValue()
          .missing()
          .forEach(reason -> console().out().println("  Not recorded: " + reason));
    }
  }
}
