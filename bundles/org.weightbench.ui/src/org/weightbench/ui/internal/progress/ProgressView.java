package org.weightbench.ui.internal.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.ILaunchesListener;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.part.ViewPart;
import org.weightbench.charts.ChartSpot;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.launching.CellProgress;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.ExperimentTracker;
import org.weightbench.launching.LaunchQueue;
import org.weightbench.launching.Phrases;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.SampleOfResult;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.results.ResultOperations;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;
import org.weightbench.ui.internal.table.TableSelection;

/** Experiments that run, wait or ended in this session, and the cells of one of them, live. */
public final class ProgressView extends ViewPart {
  private static final int REFRESH_MILLIS = 200;
  private static final int[] ROWS = {30, 70};
  private static final int[] COLUMNS = {60, 40};

  private final StackLayout pages = new StackLayout();
  private Composite pane;
  private NothingRuns nothing;
  private Composite body;
  private DataTable<ProgressRun> runs;
  private DataTable<CellProgress> cells;
  private Label status;
  private ProgressBar bar;
  private ChartPane chart;
  private Action stop;
  private Action pause;
  private Action resume;
  private ExperimentTracker tracker;
  private final ILaunchesListener queue =
      new ILaunchesListener() {
        @Override
        public void launchesAdded(ILaunch[] added) {
          later();
        }

        @Override
        public void launchesChanged(ILaunch[] changed) {
          later();
        }

        @Override
        public void launchesRemoved(ILaunch[] removed) {
          later();
        }
      };
  private Optional<RunningExperiment> shown = Optional.empty();
  private List<Axis<?>> differing = List.of();
  private int shownSamples = -1;
  private boolean pending;
  private TableSelection<CellProgress> cellSelection;
  private Optional<Sample> picked = Optional.empty();

  @Override
  public void createPartControl(Composite parent) {
    pane = new Composite(parent, SWT.NONE);
    pane.setLayout(pages);
    HelpContext.EXPERIMENTS.explain(pane);
    nothing = new NothingRuns(pane);
    body = new Composite(pane, SWT.NONE);
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
                DataColumn.<ProgressRun>words(Messages.progress_experiment, ProgressRun::label)
                    .withIcon(ProgressRun::icon),
                DataColumn.words(Messages.progress_state, ProgressRun::state),
                DataColumn.numbers(
                    Messages.progress_samples, ProgressRun::samples, run -> run.progress().done()),
                DataColumn.words(Messages.progress_left, run -> left(run.progress()))));
    SashForm detail = new SashForm(rows, SWT.HORIZONTAL | SWT.SMOOTH);
    cells =
        new DataTable<>(
            detail,
            Messages.progress_cells,
            List.of(
                DataColumn.<CellProgress>words(Messages.progress_cell, cell -> label(cell.cell()))
                    .withIcon(cell -> state(cell).icon),
                DataColumn.words(Messages.progress_state, cell -> state(cell).words),
                DataColumn.numbers(
                    Messages.progress_done, this::samples, cell -> cell.samples().size()),
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
    cells.onSelection(() -> picked = Optional.empty());
    cellSelection = new TableSelection<>(cells, this::meaning);
    getSite().setSelectionProvider(cellSelection);
    chart.onPick((spot, _) -> pick(spot));
    createActions();
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    tracker = new ExperimentTracker(launches, (_, _) -> later());
    launches.addLaunchListener(queue);
    UnitPreferences.onChange(body, this::showDetail);
    refresh();
  }

  private void createActions() {
    stop = Actions.of(Messages.progress_stop, Icon.STOP, this::stop);
    pause =
        Actions.of(
            Messages.progress_pause,
            Icon.PAUSE,
            () -> {
              shown.ifPresent(RunningExperiment::pauseAfterSample);
              refresh();
            });
    ResultOperations operations = new ResultOperations(body, this::refresh);
    resume =
        Actions.of(
            Messages.results_resume, Icon.RUNNING, () -> resumable().ifPresent(operations::resume));
    IActionBars bars = getViewSite().getActionBars();
    bars.getToolBarManager().add(resume);
    bars.getToolBarManager().add(pause);
    bars.getToolBarManager().add(stop);
    bars.getMenuManager().add(chart.menu(Messages.comparison_picture));
    Actions.contextMenu(
        runs.widget(),
        menu -> Stream.of(resume, pause, stop).filter(Action::isEnabled).forEach(menu::add));
  }

  /** Returns the result of what is shown, where it was stopped and nothing goes on with it yet. */
  private Optional<ResultFolder> resumable() {
    List<ProgressRun> all = ProgressRun.all(DebugPlugin.getDefault().getLaunchManager());
    return shown
        .map(RunningExperiment::progress)
        .filter(progress -> progress.state() == ExperimentProgress.State.INTERRUPTED)
        .flatMap(ExperimentProgress::folder)
        .filter(
            folder ->
                all.stream()
                    .map(ProgressRun::progress)
                    .filter(progress -> progress.folder().filter(folder::equals).isPresent())
                    .allMatch(progress -> progress.state() == ExperimentProgress.State.INTERRUPTED))
        .map(ResultFolder::new);
  }

  private void stop() {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    waiting()
        .ifPresentOrElse(
            run -> LaunchQueue.leave(launches, run.launch()),
            () -> shown.ifPresent(RunningExperiment::stop));
  }

  /** Returns what is selected and waits for its turn. */
  private Optional<ProgressRun> waiting() {
    return runs.selection().stream().filter(run -> run.experiment().isEmpty()).findFirst();
  }

  /** Returns the action that stops what is shown or takes it out of the queue. */
  public Action stopAction() {
    return stop;
  }

  /** Tells whether it says how to start an experiment, because there is none. */
  public boolean isEmpty() {
    return pages.topControl != body;
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

  /** Returns the action that goes on with what is shown and was stopped. */
  public Action resumeAction() {
    return resume;
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
    List<ProgressRun> all = ProgressRun.all(DebugPlugin.getDefault().getLaunchManager());
    pages.topControl = all.isEmpty() ? nothing.control() : body;
    pane.layout();
    runs.show(all.reversed());
    Optional<RunningExperiment> first =
        all.stream()
            .flatMap(run -> run.experiment().stream())
            .filter(each -> !each.progress().state().isFinal())
            .findFirst()
            .or(
                () ->
                    all.reversed().stream().flatMap(run -> run.experiment().stream()).findFirst());
    boolean gone = shown.filter(s -> all.stream().anyMatch(r -> r.isOf(s))).isEmpty();
    if (gone || shown.get().progress().state().isFinal() && runs.selection().isEmpty()) {
      if (!shown.equals(first)) {
        cells.show(List.of());
      }
      shown = first;
    }
    showDetail();
  }

  private void selected() {
    if (waiting().isPresent()) {
      showDetail();
    }
    runs.selection().stream()
        .flatMap(run -> run.experiment().stream())
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
    UnitPreferences.write(this::writeDetail);
  }

  private void writeDetail() {
    boolean isRunning = shown.filter(each -> !each.progress().state().isFinal()).isPresent();
    Optional<ProgressRun> waiting = waiting();
    stop.setEnabled(isRunning || waiting.isPresent());
    resume.setEnabled(waiting.isEmpty() && resumable().isPresent());
    pause.setEnabled(isRunning && waiting.isEmpty() && !shown.get().isPausing());
    status.setText(
        waiting
            .map(run -> Messages.format(Messages.progress_waitingStatus, run.label()))
            .or(() -> shown.map(ProgressView::status))
            .orElse("")
            .replace("&", "&&"));
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

  /** What the workbench is told of a cell: nothing before there is a result. */
  private List<Object> meaning(CellProgress cell) {
    Optional<ResultFolder> folder =
        shown.flatMap(each -> each.progress().folder()).map(ResultFolder::new);
    List<Object> objects = new ArrayList<>();
    folder.map(each -> new CellOfResult(each, cell.cell())).ifPresent(objects::add);
    picked
        .filter(sample -> sample.cell().equals(cell.cell()))
        .flatMap(sample -> folder.map(each -> new SampleOfResult(each, sample)))
        .ifPresent(objects::add);
    return objects;
  }

  /** Selects the sample that was clicked on in the chart, and its cell. */
  private void pick(Optional<ChartSpot> spot) {
    picked = spot.map(dot -> shown.orElseThrow().cells().samples().get(dot.rows().getFirst()));
    cells.select(cell -> picked.filter(sample -> sample.cell().equals(cell.cell())).isPresent());
    cellSelection.fire();
  }

  private static String status(RunningExperiment experiment) {
    ExperimentProgress progress = experiment.progress();
    String text =
        Messages.format(
            Messages.progress_status,
            experiment.label(),
            progress.done(),
            progress.total(),
            Phrases.say(progress.activity()));
    if (experiment.isPausing()) {
      return text + "  " + Messages.progress_pausing;
    }
    String left = left(progress);
    return progress.message().map(Phrases::say).orElse(left.isEmpty() ? text : text + "  " + left);
  }

  private static String left(ExperimentProgress progress) {
    return progress.remainingNanos().isEmpty() || progress.state().isFinal()
        ? ""
        : Messages.format(
            Messages.progress_leftText, Quantities.duration(progress.remainingNanos().getAsLong()));
  }

  /** How a cell stands. */
  private enum CellState {
    TO_COME(Icon.UNKNOWN, Messages.progress_cellToCome),
    MEASURED_NOW(Icon.RUNNING, Messages.progress_cellMeasuring),
    BEGUN(Icon.INCOMPLETE, Messages.progress_cellBegun),
    COMPLETE(Icon.COMPLETE, Messages.progress_cellComplete);

    private final Icon icon;
    private final String words;

    CellState(Icon icon, String words) {
      this.icon = icon;
      this.words = words;
    }
  }

  private CellState state(CellProgress cell) {
    if (cell.running()) {
      return CellState.MEASURED_NOW;
    }
    if (cell.samples().isEmpty()) {
      return CellState.TO_COME;
    }
    boolean completed =
        shown
            .filter(each -> each.progress().state() == ExperimentProgress.State.COMPLETED)
            .isPresent();
    int wanted = samplesPerCell();
    return completed || wanted > 0 && cell.samples().size() >= wanted
        ? CellState.COMPLETE
        : CellState.BEGUN;
  }

  private String samples(CellProgress cell) {
    int wanted = samplesPerCell();
    return wanted == 0
        ? String.valueOf(cell.samples().size())
        : Messages.format(Messages.results_samples, cell.samples().size(), wanted);
  }

  private int samplesPerCell() {
    return shown.map(each -> each.cells().samplesPerCell()).orElse(0);
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

  @Override
  public void setFocus() {
    if (isEmpty()) {
      pane.setFocus();
    } else {
      runs.widget().setFocus();
    }
  }

  @Override
  public void dispose() {
    tracker.close();
    DebugPlugin.getDefault().getLaunchManager().removeLaunchListener(queue);
    super.dispose();
  }
}
