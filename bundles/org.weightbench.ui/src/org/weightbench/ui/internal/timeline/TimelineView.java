package org.weightbench.ui.internal.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.part.ViewPart;
import org.jfree.chart.JFreeChart;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.timeline.Panel;
import org.weightbench.analysis.timeline.Point;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.TimelineChart;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.hardware.Units;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.HeadedArea;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.LinkedSelection;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.SampleOfResult;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.chart.ChartSource;
import org.weightbench.ui.internal.chart.RulerListener;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;
import org.weightbench.ui.internal.table.TableSelection;

/**
 * What happened over the time of the loads that are selected in the comparison, laid over each
 * other. Of each cell, the selected sample is shown, or else the one nearest to the median. A
 * series that is selected here selects its load in the other views.
 */
public final class TimelineView extends ViewPart {
  private static final int[] WEIGHTS = {68, 32};
  private static final int MOST_RUNS = 4;
  private static final double ZOOM_IN = 0.5;
  private static final double THOUSAND = 1000;

  private final Set<SeriesKind> kinds = EnumSet.copyOf(TimelineChart.USUAL);
  private HeadedArea area;
  private ChartPane chart;
  private DataTable<Row> table;
  private Background<List<Load>> reading;
  private Background<Summary> summing;
  private LinkedSelection link;
  private List<Load> loads = List.of();
  private boolean picked;
  private Optional<TimelineChart.Window> window = Optional.empty();
  private Summary summary = new Summary(List.of(), List.of(), List.of());

  /**
   * A load with a timeline.
   *
   * @param sample what was measured
   * @param run what is drawn of it
   */
  private record Load(SampleOfResult sample, TimelineChart.Run run) {
    static List<TimelineChart.Run> runs(List<Load> loads) {
      return loads.stream().map(Load::run).toList();
    }
  }

  /**
   * What the table and the line under the mouse show.
   *
   * @param rows the series in numbers
   * @param panels panels of the chart, from top to bottom
   * @param tracks the series point by point
   */
  private record Summary(List<Row> rows, List<Panel> panels, List<Track> tracks) {
    double end() {
      return tracks.stream().mapToDouble(track -> track.points.getLast().seconds()).max().orElse(0);
    }
  }

  /** A series of a load, with at least one point. */
  private record Track(String run, SeriesKind kind, List<Point> points) {

    /** A rate holds over the time before its point. */
    double valueAt(double seconds) {
      return points.stream()
          .filter(point -> point.seconds() >= seconds)
          .findFirst()
          .orElse(points.getLast())
          .value();
    }
  }

  /**
   * A series of a load in numbers.
   *
   * @param sample the load
   * @param run its name
   * @param kind the series
   * @param least least value
   * @param mean mean of the values
   * @param greatest greatest value
   */
  private record Row(
      SampleOfResult sample,
      String run,
      SeriesKind kind,
      double least,
      double mean,
      double greatest) {}

  @Override
  public void createPartControl(Composite parent) {
    area = new HeadedArea(parent, Messages.timeline_empty, HelpContext.TIMELINE);
    Composite body = area.body();
    SashForm sash = new SashForm(body, SWT.HORIZONTAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
    Composite left = new Composite(sash, SWT.NONE);
    GridLayoutFactory.fillDefaults().applyTo(left);
    table =
        new DataTable<>(
            sash,
            Messages.timeline_accessible,
            List.of(
                DataColumn.words(Messages.timeline_series, row -> Phrases.say(row.kind.title())),
                DataColumn.numbers(Messages.timeline_mean, row -> number(row.mean, row), Row::mean),
                DataColumn.numbers(
                    Messages.timeline_greatest, row -> number(row.greatest, row), Row::greatest),
                DataColumn.numbers(
                    Messages.timeline_least, row -> number(row.least, row), Row::least),
                DataColumn.words(Messages.timeline_load, Row::run)));
    chart = new ChartPane(left, table.widget());
    GridDataFactory.fillDefaults().grab(true, true).applyTo(chart);
    sash.setWeights(WEIGHTS);
    chart.onRuler(new Ruler());
    IMenuManager menu = getViewSite().getActionBars().getMenuManager();
    menu.add(zoomAction(Messages.timeline_zoomIn, ZOOM_IN));
    menu.add(zoomAction(Messages.timeline_zoomOut, 1 / ZOOM_IN));
    menu.add(zoomAction(Messages.timeline_whole, Double.POSITIVE_INFINITY));
    menu.add(new Separator());
    menu.add(chart.menu(Messages.comparison_picture));
    menu.add(new Separator());
    for (SeriesKind kind : SeriesKind.values()) {
      menu.add(kindAction(kind));
    }
    reading =
        new Background<>(
            Messages.timeline_reading,
            body,
            this::show,
            e -> {
              show(List.<Load>of());
              area.say(Messages.format(Messages.timeline_failed, e.getMessage()));
            });
    summing =
        new Background<>(
            Messages.timeline_reading,
            body,
            this::show,
            e -> ILog.of(TimelineView.class).error(Messages.timeline_reading, e));
    UnitPreferences.onChange(body, this::draw);
    getSite().setSelectionProvider(new TableSelection<>(table, row -> List.of(row.sample)));
    link = new LinkedSelection(this, this::selected);
  }

  private Action zoomAction(String label, double factor) {
    return new Action(label) {
      @Override
      public void run() {
        zoom(window.orElse(new TimelineChart.Window(0, summary.end())).scaled(factor));
      }
    };
  }

  /** Shows a part of the time, or all of it where that is not longer. */
  private void zoom(TimelineChart.Window wanted) {
    double end = summary.end();
    double from = Math.max(0, wanted.from());
    double to = Math.min(end, wanted.to());
    window =
        !(to > from) || (from == 0 && to == end)
            ? Optional.empty()
            : Optional.of(new TimelineChart.Window(from, to));
    draw();
  }

  private Action kindAction(SeriesKind kind) {
    Action action =
        new Action(Phrases.say(kind.title()), IAction.AS_CHECK_BOX) {
          @Override
          public void run() {
            if (isChecked()) {
              kinds.add(kind);
            } else {
              kinds.remove(kind);
            }
            draw();
          }
        };
    action.setChecked(kinds.contains(kind));
    return action;
  }

  /** Shows the loads of rows of a comparison. */
  public void show(ComparisonRow... rows) {
    selected(LinkedSelection.Selected.of(List.of(rows)));
  }

  /** Returns the chart as it is shown; empty until it was drawn. */
  public Optional<Image> chartImage() {
    return chart.image();
  }

  /** Returns the table with the numbers of the chart. */
  public Table tableWidget() {
    return table.widget();
  }

  private void selected(LinkedSelection.Selected selected) {
    picked = !selected.samples().isEmpty();
    reading.request(
        0,
        () -> {
          List<Load> found = new ArrayList<>();
          for (SampleOfResult picked : selected.samples()) {
            add(found, picked);
          }
          for (ComparisonRow row : selected.rows()) {
            add(found, row.result(), row.summary(), selected);
          }
          if (selected.rows().isEmpty()) {
            for (ResultFolder folder : selected.folders()) {
              Result result = Result.read(folder);
              for (CellSummary cell : result.sampled().toList()) {
                add(found, result, cell, selected);
              }
            }
          }
          return found;
        });
  }

  /** Adds a load of a cell, unless others are selected or one of its samples is. */
  private static void add(
      List<Load> found, Result result, CellSummary cell, LinkedSelection.Selected selected)
      throws IOException {
    CellOfResult own = new CellOfResult(result.folder(), cell.cell());
    boolean wanted = selected.cells().isEmpty() || selected.cells().contains(own);
    Optional<Sample> sample = nearestToMedian(cell);
    if (wanted
        && sample.isPresent()
        && selected.samples().stream().noneMatch(picked -> picked.cell().equals(own))) {
      add(found, new SampleOfResult(result.folder(), sample.get()));
    }
  }

  private static void add(List<Load> found, SampleOfResult sample) throws IOException {
    if (found.size() < MOST_RUNS) {
      sample
          .folder()
          .timeline(sample.sample().run())
          .map(timeline -> new TimelineChart.Run(name(sample.sample()), timeline))
          .ifPresent(run -> found.add(new Load(sample, run)));
    }
  }

  private static String name(Sample sample) {
    return Messages.format(Messages.timeline_run, sample.cell().id(), sample.run());
  }

  private static Optional<Sample> nearestToMedian(CellSummary cell) {
    List<Sample> verified =
        cell.samples().stream()
            .filter(sample -> sample.measurement() != null)
            .filter(sample -> sample.status() == Sample.Status.VERIFIED)
            .sorted(Comparator.comparingLong(TimelineView::wall))
            .toList();
    return verified.isEmpty()
        ? Optional.empty()
        : Optional.of(verified.get((verified.size() - 1) / 2));
  }

  private static long wall(Sample sample) {
    Sample.Measurement measurement = sample.measurement();
    return measurement == null ? 0 : measurement.wallNanos();
  }

  private void show(Summary summed) {
    summary = summed;
    table.show(summed.rows);
  }

  private void show(List<Load> found) {
    loads = shortened(found);
    window = Optional.empty();
    area.say(heading(found));
    draw();
  }

  private static List<Load> shortened(List<Load> found) {
    List<TimelineChart.Run> runs = RunNames.shortened(Load.runs(found));
    return IntStream.range(0, runs.size())
        .mapToObj(i -> new Load(found.get(i).sample, runs.get(i)))
        .toList();
  }

  private String heading(List<Load> found) {
    if (found.isEmpty()) {
      return Messages.timeline_none;
    }
    return picked
        ? Messages.format(Messages.timeline_picked, found.getFirst().run.name())
        : Messages.format(Messages.timeline_shown, found.size());
  }

  private void draw() {
    List<SeriesKind> chosen =
        List.of(SeriesKind.values()).stream().filter(kinds::contains).toList();
    List<Load> shown = loads;
    summing.request(0, () -> summary(shown, chosen));
    if (shown.isEmpty()) {
      chart.clear();
    } else {
      chart.show(new Lines(Load.runs(shown), chosen, window));
    }
  }

  private static Summary summary(List<Load> loads, List<SeriesKind> kinds) {
    List<Row> rows = new ArrayList<>();
    List<Track> tracks = new ArrayList<>();
    for (Load load : loads) {
      TimelineChart.Run run = load.run;
      for (SeriesKind kind : kinds) {
        List<Point> points = kind.loadPoints(run.timeline());
        DoubleSummaryStatistics values =
            points.stream().mapToDouble(Point::value).summaryStatistics();
        if (values.getCount() > 0) {
          rows.add(
              new Row(
                  load.sample,
                  run.name(),
                  kind,
                  values.getMin(),
                  values.getAverage(),
                  values.getMax()));
          tracks.add(new Track(run.name(), kind, points));
        }
      }
    }
    return new Summary(rows, TimelineChart.panels(Load.runs(loads), kinds), tracks);
  }

  private static String number(double value, Row row) {
    return number(value, row.kind);
  }

  private static String number(double value, SeriesKind kind) {
    Panel.Shown unit = kind.panel().shown();
    double shown = value * unit.factor();
    return Units.current()
        .format(Math.abs(shown) < THOUSAND ? "%.3g %s" : "%,.0f %s", shown, unit.name());
  }

  @Override
  public void setFocus() {
    table.widget().setFocus();
  }

  @Override
  public void dispose() {
    link.close();
    super.dispose();
  }

  /** Shows the values of the panel under the mouse, and the time that is dragged open. */
  private final class Ruler implements RulerListener {
    @Override
    public String textAt(double seconds, double down) {
      return UnitPreferences.units().during(() -> written(seconds, down));
    }

    private String written(double seconds, double down) {
      StringBuilder text =
          new StringBuilder(
              Messages.format(Messages.timeline_at, Units.current().format("%.3f", seconds)));
      List<Panel> panels = summary.panels;
      int panel = (int) (Math.clamp(down, 0, 1) * panels.size());
      summary.tracks.stream()
          .filter(track -> panels.indexOf(track.kind.panel()) == panel)
          .forEach(
              track ->
                  text.append('\n')
                      .append(loads.size() > 1 ? track.run + ", " : "")
                      .append(Phrases.say(track.kind.title()))
                      .append(": ")
                      .append(number(track.valueAt(seconds), track.kind)));
      return text.toString();
    }

    @Override
    public void dragged(double from, double to) {
      zoom(new TimelineChart.Window(from, to));
    }

    @Override
    public void doubleClicked() {
      window = Optional.empty();
      draw();
    }
  }

  private record Lines(
      List<TimelineChart.Run> runs, List<SeriesKind> kinds, Optional<TimelineChart.Window> window)
      implements ChartSource {
    @Override
    public JFreeChart chart(ChartStyle style) {
      return TimelineChart.of(runs, kinds, window, style);
    }

    @Override
    public int leastHeight() {
      return TimelineChart.preferredHeight(runs, kinds);
    }

    @Override
    public String description() {
      return Messages.timeline_chart;
    }
  }
}
