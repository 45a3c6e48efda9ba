package org.weightbench.ui.internal.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.part.ViewPart;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Quantities;
import org.weightbench.launching.CellProgress;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.ExperimentTracker;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** Experiments that run, wait or ended in this session, and the cells of one of them, live. */
public final class ProgressView extends ViewPart {
  private static final int REFRESH_MILLIS = 200;
  private static final int[] ROWS = {30, 70};
  private static final int[] COLUMNS = {60, 40};

  private Composite body;
  private DataTable<Run> runs;
  private DataTable<CellProgress> cells;
  private Label status;
  private ProgressBar bar;
  private ChartPane chart;
  private Action stop;
  private Action pause;
  private ExperimentTracker tracker;
  private Optional<RunningExperiment> shown = Optional.empty();
  private List<Axis<?>> differing = List.of();
  private int shownSamples = -1;
  private boolean pending;

  /**
   * A launch of this session.
   *
   * @param label its name
   * @param experiment the experiment; empty while it waits for others
   * @param progress how far it is
   */
  private record Run(
      String label, Optional<RunningExperiment> experiment, ExperimentProgress progress) {
    /** The experiment says which run it is, whatever its progress. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Run run
          && run.label.equals(label)
          && run.experiment.equals(experiment);
    }

    @Override
    public int hashCode() {
      return Objects.hash(label, experiment);
    }
  }

  @Override
  public void createPartControl(Composite parent) {
    body = new Composite(parent, SWT.NONE);
    HelpContext.EXPERIMENTS.explain(body);
    GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(body);
    status = new Label(body, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).applyTo(status);
    bar = new ProgressBar(body, SWT.HORIZONTAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).applyTo(bar);
    SashForm rows = new SashForm(body, SWT.VERTICAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(rows);
    runs =
        new DataTable<>(
            rows,
            Messages.progress_experiments,
            List.of(
                DataColumn.<Run>words(Messages.progress_experiment, Run::label)
                    .withIcon(run -> icon(run)),
                DataColumn.words(Messages.progress_state, run -> state(run)),
                DataColumn.numbers(
                    Messages.progress_samples, run -> samples(run), run -> run.progress.done()),
                DataColumn.words(Messages.progress_left, run -> left(run.progress))));
    SashForm detail = new SashForm(rows, SWT.HORIZONTAL | SWT.SMOOTH);
    cells =
        new DataTable<>(
            detail,
            Messages.progress_cells,
            List.of(
                DataColumn.<CellProgress>words(Messages.progress_cell, cell -> label(cell.cell()))
                    .withIcon(
                        cell ->
                            cell.running()
                                ? Icon.RUNNING
                                : cell.samples().isEmpty() ? Icon.UNKNOWN : Icon.COMPLETE),
                DataColumn.numbers(
                    Messages.progress_done,
                    cell -> String.valueOf(cell.samples().size()),
                    cell -> cell.samples().size()),
                DataColumn.numbers(
                    Messages.progress_failed,
                    cell -> cell.failed() == 0 ? "" : String.valueOf(cell.failed()),
                    CellProgress::failed),
                DataColumn.numbers(
                    Messages.progress_last,
                    cell -> time(cell.lastNanos()),
                    cell -> cell.lastNanos().orElse(0)),
                DataColumn.numbers(
                    Messages.progress_median,
                    cell -> time(cell.medianNanos()),
                    cell -> cell.medianNanos().orElse(0))));
    chart = new ChartPane(detail, cells.widget());
    detail.setWeights(COLUMNS);
    rows.setWeights(ROWS);
    runs.onSelection(this::selected);
    createActions();
    tracker = new ExperimentTracker(DebugPlugin.getDefault().getLaunchManager(), (_, _) -> later());
    refresh();
  }

  private void createActions() {
    stop =
        Actions.of(
            Messages.progress_stop, Icon.STOP, () -> shown.ifPresent(RunningExperiment::stop));
    pause =
        Actions.of(
            Messages.progress_pause,
            Icon.PAUSE,
            () -> {
              shown.ifPresent(RunningExperiment::pauseAfterSample);
              refresh();
            });
    IActionBars bars = getViewSite().getActionBars();
    bars.getToolBarManager().add(pause);
    bars.getToolBarManager().add(stop);
    Actions.contextMenu(
        runs.widget(),
        menu -> {
          if (pause.isEnabled()) {
            menu.add(pause);
          }
          if (stop.isEnabled()) {
            menu.add(stop);
          }
        });
  }

  /** Returns the table of cells. */
  public Table cellsWidget() {
    return cells.widget();
  }

  /** Returns the table of experiments. */
  public Table runsWidget() {
    return runs.widget();
  }

  /** Returns the action that stops what is shown after the sample under way. */
  public Action pauseAction() {
    return pause;
  }

  /** Called on any thread, once for each event. */
  private void later() {
    if (body.isDisposed()) {
      return;
    }
    body.getDisplay()
        .asyncExec(
            () -> {
              if (!body.isDisposed() && !pending) {
                pending = true;
                body.getDisplay().timerExec(REFRESH_MILLIS, this::refresh);
              }
            });
  }

  private void refresh() {
    pending = false;
    if (body.isDisposed()) {
      return;
    }
    List<Run> all = new ArrayList<>();
    for (ILaunch launch : DebugPlugin.getDefault().getLaunchManager().getLaunches()) {
      List<RunningExperiment> experiments = RunningExperiment.of(launch);
      experiments.forEach(
          each -> all.add(new Run(each.label(), Optional.of(each), each.progress())));
      if (experiments.isEmpty() && isExperiment(launch) && !launch.isTerminated()) {
        all.add(new Run(name(launch), Optional.empty(), ExperimentProgress.START));
      }
    }
    runs.show(all.reversed());
    Optional<RunningExperiment> first =
        all.stream()
            .flatMap(run -> run.experiment.stream())
            .filter(each -> !each.progress().state().isFinal())
            .findFirst()
            .or(() -> all.reversed().stream().flatMap(run -> run.experiment.stream()).findFirst());
    boolean gone = shown.filter(s -> all.stream().anyMatch(r -> is(r, s))).isEmpty();
    if (gone || shown.get().progress().state().isFinal() && runs.selection().isEmpty()) {
      if (!shown.equals(first)) {
        cells.show(List.of());
      }
      shown = first;
    }
    showDetail();
  }

  private void selected() {
    runs.selection().stream()
        .flatMap(run -> run.experiment.stream())
        .findFirst()
        .ifPresent(
            experiment -> {
              shown = Optional.of(experiment);
              shownSamples = -1;
              cells.show(List.of());
              showDetail();
            });
  }

  private void showDetail() {
    boolean runs = shown.filter(each -> !each.progress().state().isFinal()).isPresent();
    stop.setEnabled(runs);
    pause.setEnabled(runs && !shown.get().isPausing());
    status.setText(
        shown.map(ProgressView::status).orElse(Messages.progress_nothing).replace("&", "&&"));
    bar.setMaximum(shown.map(each -> Math.max(1, each.progress().total())).orElse(1));
    bar.setSelection(shown.map(each -> each.progress().done()).orElse(0));
    List<CellProgress> all = shown.map(each -> each.cells().cells()).orElse(List.of());
    if (all.size() != cells.rows().size()) {
      differing = Axes.all().stream().filter(axis -> differs(all, axis)).toList();
    }
    cells.show(all);
    int samples = shown.map(each -> each.cells().samples().size()).orElse(0);
    if (samples != shownSamples) {
      shownSamples = samples;
      if (samples == 0) {
        chart.clear();
      } else {
        chart.show(new RateSource(shown.get().cells().samples()));
      }
    }
    body.layout();
  }

  private static boolean is(Run run, RunningExperiment experiment) {
    return run.experiment.filter(each -> each == experiment).isPresent();
  }

  private static String status(RunningExperiment experiment) {
    ExperimentProgress progress = experiment.progress();
    String text =
        Messages.format(
            Messages.progress_status,
            experiment.label(),
            progress.done(),
            progress.total(),
            progress.activity());
    if (experiment.isPausing()) {
      return text + "  " + Messages.progress_pausing;
    }
    String left = left(progress);
    return progress.message().orElse(left.isEmpty() ? text : text + "  " + left);
  }

  private static String left(ExperimentProgress progress) {
    return progress.remainingNanos().isEmpty() || progress.state().isFinal()
        ? ""
        : Messages.format(
            Messages.progress_leftText, Quantities.duration(progress.remainingNanos().getAsLong()));
  }

  private static String samples(Run run) {
    return run.progress.total() == 0
        ? ""
        : Messages.format(Messages.results_samples, run.progress.done(), run.progress.total());
  }

  private static String state(Run run) {
    if (run.experiment.isEmpty()) {
      return Messages.progress_waiting;
    }
    return switch (run.progress.state()) {
      case STARTING -> Messages.progress_starting;
      case RUNNING -> Messages.results_stateRunning;
      case COMPLETED -> Messages.results_stateComplete;
      case INTERRUPTED -> Messages.results_stateIncomplete;
      case FAILED -> Messages.progress_stateFailed;
    };
  }

  private static Icon icon(Run run) {
    return switch (run.progress.state()) {
      case STARTING -> Icon.UNKNOWN;
      case RUNNING -> Icon.RUNNING;
      case COMPLETED -> Icon.COMPLETE;
      case INTERRUPTED -> Icon.INCOMPLETE;
      case FAILED -> Icon.UNREADABLE;
    };
  }

  /** Says only what tells the cells apart. */
  private String label(Cell cell) {
    return differing.isEmpty()
        ? cell.id()
        : differing.stream().map(cell::text).collect(Collectors.joining(", "));
  }

  private static boolean differs(List<CellProgress> cells, Axis<?> axis) {
    return cells.stream().map(cell -> cell.cell().text(axis)).distinct().count() > 1;
  }

  private static String time(OptionalLong nanos) {
    return nanos.isEmpty() ? "" : Quantities.duration(nanos.getAsLong());
  }

  private static boolean isExperiment(ILaunch launch) {
    try {
      ILaunchConfiguration configuration = launch.getLaunchConfiguration();
      return configuration != null
          && configuration.getType().getIdentifier().equals(LaunchSettings.TYPE);
    } catch (CoreException e) {
      ILog.of(ProgressView.class).log(e.getStatus());
      return false;
    }
  }

  private static String name(ILaunch launch) {
    return Stream.ofNullable(launch.getLaunchConfiguration())
        .map(ILaunchConfiguration::getName)
        .findFirst()
        .orElse("");
  }

  @Override
  public void setFocus() {
    runs.widget().setFocus();
  }

  @Override
  public void dispose() {
    tracker.close();
    super.dispose();
  }
}
