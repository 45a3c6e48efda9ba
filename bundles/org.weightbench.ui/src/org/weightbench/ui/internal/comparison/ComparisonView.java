package org.weightbench.ui.internal.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.ChartSpot;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.ExperimentTracker;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.LinkedSelection;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.profiles.ProfilesView;
import org.weightbench.ui.internal.profiles.SaveProfile;

/**
 * Cells of one or more results side by side: a table with baseline and change, and a chart. An
 * experiment that runs is shown sample by sample.
 */
public final class ComparisonView extends ViewPart {
  private static final long LIVE_DELAY_MILLIS = 400;
  private static final String FOLDER = "folder";
  private static final String PATH = "path";
  private static final String FOLLOW = "follow";
  private static final String PICTURE = "picture";
  private static final int[] WEIGHTS = {74, 26};

  private List<ResultFolder> folders = List.of();
  private Optional<Baseline> baseline = Optional.empty();
  private Set<CellOfResult> only = Set.of();
  private ComparisonData data = ComparisonData.NOTHING;
  private boolean follow = true;
  private ComparisonPicture picture = ComparisonPicture.all().getFirst();
  private ComparisonExport export;
  private SaveProfile profiles;
  private Optional<Cell> revealed = Optional.empty();
  private Action following;

  private Composite body;
  private StackLayout stack;
  private Control empty;
  private Control full;
  private Label heading;
  private Composite warningArea;
  private Label warnings;
  private ComparisonTable table;
  private ChartPane chart;
  private Background<ComparisonData> reading;
  private Background<String> copying;
  private ExperimentTracker tracker;
  private LinkedSelection link;

  @Override
  public void init(IViewSite site, @Nullable IMemento memento) throws PartInitException {
    super.init(site, memento);
    if (memento != null) {
      follow = !Boolean.FALSE.equals(memento.getBoolean(FOLLOW));
      ComparisonPicture.all().stream()
          .filter(each -> each.id().equals(memento.getString(PICTURE)))
          .forEach(each -> picture = each);
      folders =
          Stream.of(memento.getChildren(FOLDER))
              .map(child -> Path.of(child.getString(PATH)))
              .filter(ResultFolder::isResultFolder)
              .map(ResultFolder::new)
              .toList();
    }
  }

  @Override
  public void saveState(IMemento memento) {
    memento.putBoolean(FOLLOW, follow);
    memento.putString(PICTURE, picture.id());
    for (ResultFolder folder : folders) {
      memento.createChild(FOLDER).putString(PATH, folder.path().toString());
    }
  }

  @Override
  public void createPartControl(Composite parent) {
    body = new Composite(parent, SWT.NONE);
    HelpContext.COMPARISON.explain(body);
    stack = new StackLayout();
    body.setLayout(stack);
    empty = createEmpty(body);
    full = createFull(body);
    stack.topControl = empty;
    reading =
        new Background<>(
            Messages.comparison_loading,
            body,
            this::show,
            e -> ILog.of(ComparisonView.class).error(Messages.comparison_loading, e));
    copying =
        new Background<>(
            Messages.comparison_loading,
            body,
            text -> Actions.copy(body, text),
            e -> ILog.of(ComparisonView.class).error(Messages.comparison_loading, e));
    createActions();
    link = new LinkedSelection(this, this::follow);
    tracker =
        new ExperimentTracker(
            DebugPlugin.getDefault().getLaunchManager(), (_, progress) -> changed(progress));
    UnitPreferences.onChange(body, () -> reload(0));
    reload(0);
  }

  private static Control createEmpty(Composite parent) {
    Composite area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().margins(20, 20).applyTo(area);
    Link hint = new Link(area, SWT.WRAP);
    hint.setText(Messages.comparison_empty);
    hint.addListener(SWT.Selection, _ -> showResults());
    GridDataFactory.fillDefaults()
        .align(SWT.CENTER, SWT.CENTER)
        .grab(true, true)
        .hint(480, SWT.DEFAULT)
        .applyTo(hint);
    return area;
  }

  private Control createFull(Composite parent) {
    Composite area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(area);
    heading = new Label(area, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).applyTo(heading);
    warningArea = new Composite(area, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).margins(6, 2).applyTo(warningArea);
    GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(warningArea);
    Label sign = new Label(warningArea, SWT.NONE);
    sign.setImage(
        PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJS_WARN_TSK));
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(sign);
    warnings = new Label(warningArea, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(warnings);
    SashForm sash = new SashForm(area, SWT.HORIZONTAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, true).indent(0, 4).applyTo(sash);
    table = new ComparisonTable(sash);
    chart = new ChartPane(sash, table.widget());
    sash.setWeights(WEIGHTS);
    table.onSelection(this::drawChart);
    chart.onPick(this::pick);
    return area;
  }

  /** Compares these results, in place of those shown. */
  public void compare(List<ResultFolder> some) {
    folders = List.copyOf(new LinkedHashSet<>(some));
    baseline = Optional.empty();
    only = Set.of();
    reload(0);
  }

  /** Compares these results with those shown. */
  public void add(List<ResultFolder> more) {
    Set<ResultFolder> all = new LinkedHashSet<>(folders);
    all.addAll(more);
    folders = List.copyOf(all);
    only = Set.of();
    reload(0);
  }

  /** Compares every row with another one. */
  public void useAsBaseline(Baseline other) {
    baseline = Optional.of(other);
    reload(0);
  }

  /** Shows these rows and what they are compared with; all rows where there are none. */
  private void showOnly(List<ComparisonRow> rows) {
    only = rows.stream().map(CellOfResult::of).collect(Collectors.toUnmodifiableSet());
    reload(0);
  }

  /** Returns what is shown; empty until results were read. */
  public Optional<Comparison> comparison() {
    return data.comparison();
  }

  /** Returns the table, whose columns and cells are those of the comparison. */
  public Table tableWidget() {
    return table.widget();
  }

  /** Returns the chart as it is shown; empty until it was drawn. */
  public Optional<Image> chartImage() {
    return chart.image();
  }

  private void reload(long delayMillis) {
    List<ResultFolder> some = folders;
    Optional<Baseline> chosen = baseline;
    Set<CellOfResult> cells = only;
    reading.request(delayMillis, () -> ComparisonData.read(some, chosen, cells));
  }

  private void show(ComparisonData next) {
    data = next;
    boolean nothing = next.comparison().isEmpty() && next.warnings().isEmpty();
    stack.topControl = nothing ? empty : full;
    heading.setText(next.heading().replace("&", "&&"));
    warnings.setText(String.join("\n", next.warnings()).replace("&", "&&"));
    boolean warn = !next.warnings().isEmpty();
    ((GridData) warningArea.getLayoutData()).exclude = !warn;
    warningArea.setVisible(warn);
    if (next.comparison().isPresent()) {
      table.show(next.sheet());
      revealed.ifPresent(cell -> table.select(row -> row.summary().cell().equals(cell)));
      revealed = Optional.empty();
      drawChart();
    } else {
      table.clear();
      chart.clear();
    }
    body.layout(true, true);
  }

  /** Selects what was clicked on in the chart, with or in place of what is selected. */
  private void pick(Optional<ChartSpot> spot, boolean more) {
    List<ComparisonRow> rows = data.comparison().map(Comparison::rows).orElse(List.of());
    Set<ComparisonRow> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    spot.ifPresent(picked -> picked.rows().forEach(row -> chosen.add(rows.get(row))));
    OptionalInt sample = spot.map(ChartSpot::sample).orElse(OptionalInt.empty());
    if (sample.isPresent() && !more) {
      ComparisonRow row = chosen.iterator().next();
      table.select(row, row.summary().samples().get(sample.getAsInt()));
    } else {
      if (more) {
        table.selection().stream().filter(row -> !chosen.remove(row)).forEach(chosen::add);
      }
      table.select(chosen::contains);
    }
    drawChart();
  }

  /** Selects the cells that are selected in another view. */
  private void follow(LinkedSelection.Selected selected) {
    if (selected.cells().stream().anyMatch(cell -> folders.contains(cell.folder()))) {
      table.follow(row -> selected.cells().contains(CellOfResult.of(row)));
      drawChart();
    }
  }

  /** Draws with the chosen picture, or with bars where that shows nothing. */
  private void drawChart() {
    data.comparison()
        .ifPresent(
            comparison -> {
              List<ComparisonRow> selected = table.selection();
              boolean some = !selected.isEmpty() && selected.size() < comparison.rows().size();
              chart.show(
                  new ComparisonChartSource(
                      comparison, some ? selected : List.of(), suiting(comparison)));
            });
  }

  /** Draws the comparison in another way. */
  public void draw(ComparisonPicture other) {
    picture = other;
    drawChart();
  }

  /** Selects the rows of these settings, in whichever result. */
  public void select(Cell cell) {
    table.select(row -> row.summary().cell().equals(cell));
    drawChart();
  }

  /** Shows a result, unless it is shown, and selects the row of these settings. */
  public void reveal(ResultFolder folder, Cell cell) {
    boolean hidden = !only.isEmpty() && !only.contains(new CellOfResult(folder, cell));
    if (folders.contains(folder) && !hidden) {
      select(cell);
    } else {
      revealed = Optional.of(cell);
      add(List.of(folder));
    }
  }

  /** Returns the selected rows. */
  public List<ComparisonRow> selection() {
    return table.selection();
  }

  /** Called on the thread that reads the events of an experiment. */
  private void changed(ExperimentProgress progress) {
    if (progress.folder().isEmpty() || body.isDisposed()) {
      return;
    }
    ResultFolder folder = new ResultFolder(progress.folder().get());
    body.getDisplay()
        .asyncExec(
            () -> {
              if (!body.isDisposed()) {
                went(folder, progress);
              }
            });
  }

  private void went(ResultFolder folder, ExperimentProgress progress) {
    if (folders.contains(folder)) {
      reload(progress.state().isFinal() ? 0 : LIVE_DELAY_MILLIS);
    } else if (follow && !progress.state().isFinal()) {
      compare(List.of(folder));
    }
  }

  private void createActions() {
    Action refresh = Actions.of(Messages.comparison_refresh, Icon.REFRESH, () -> reload(0));
    following =
        Actions.toggle(
            Messages.comparison_follow, Icon.FOLLOW, follow, () -> follow = following.isChecked());
    following.setToolTipText(Messages.comparison_followTip);
    Action markdown =
        Actions.of(Messages.comparison_copyMarkdown, Icon.COPY, () -> copy(TableText::markdown));
    Action csv = Actions.of(Messages.comparison_copyCsv, Icon.COPY, () -> copy(TableText::csv));
    IToolBarManager toolBar = getViewSite().getActionBars().getToolBarManager();
    PictureMenu pictures = new PictureMenu(this::draw, () -> picture, () -> data.comparison());
    toolBar.add(pictures);
    toolBar.add(following);
    toolBar.add(markdown);
    toolBar.add(refresh);
    export = new ComparisonExport(body);
    profiles = new SaveProfile(body, this::showProfiles);
    IMenuManager menu = getViewSite().getActionBars().getMenuManager();
    MenuManager pictureMenu = new MenuManager(Messages.comparison_picture);
    pictureMenu.setRemoveAllWhenShown(true);
    pictureMenu.addMenuListener(shown -> pictures.actions().forEach(shown::add));
    menu.add(pictureMenu);
    menu.add(following);
    menu.add(new Separator());
    menu.add(markdown);
    menu.add(csv);
    menu.add(new Separator());
    for (ComparisonExport.Format format : ComparisonExport.Format.values()) {
      menu.add(Actions.of(format.label(), Icon.COPY, () -> export(format)));
    }
    Actions.everywhere(getViewSite().getActionBars(), ActionFactory.COPY, markdown);
    Actions.everywhere(getViewSite().getActionBars(), ActionFactory.REFRESH, refresh);
    createContextMenu(markdown, csv);
  }

  private void createContextMenu(Action markdown, Action csv) {
    Actions.contextMenu(
        table.widget(),
        manager -> {
          List<ComparisonRow> rows = table.selection();
          if (rows.size() == 1) {
            manager.add(baselineAction(rows.getFirst()));
          }
          if (!rows.isEmpty()) {
            manager.add(
                Actions.of(
                    table.pinned().containsAll(rows)
                        ? Messages.comparison_unpin
                        : Messages.comparison_pin,
                    Icon.FOLLOW,
                    () -> table.togglePinned(rows)));
          }
          if (!rows.isEmpty() && rows.size() < table.rows().size()) {
            manager.add(
                Actions.of(Messages.comparison_only, Icon.COMPARISON, () -> showOnly(rows)));
          }
          if (!only.isEmpty()) {
            manager.add(
                Actions.of(Messages.comparison_all, Icon.COMPARISON, () -> showOnly(List.of())));
          }
          if (rows.size() == 1 && rows.getFirst().summary().wallNanos().isPresent()) {
            manager.add(
                Actions.of(
                    Messages.comparison_saveProfile,
                    Icon.PROFILE,
                    () -> profiles.ask(rows.getFirst())));
          }
          if (rows.size() == 1 && folders.size() > 1) {
            manager.add(resultBaselineAction(rows.getFirst()));
          }
          if (!rows.isEmpty() && folders.size() > 1) {
            manager.add(removeAction(rows));
          }
          manager.add(new Separator());
          manager.add(markdown);
          manager.add(csv);
        });
    getSite().setSelectionProvider(table.selectionProvider());
  }

  private void export(ComparisonExport.Format format) {
    content().ifPresent(content -> export.ask(format, content));
  }

  /** Writes what is shown to a file, in a job. */
  void export(ComparisonExport.Format format, Path file) {
    content().ifPresent(content -> export.start(format, content, file));
  }

  private Optional<ComparisonExport.Content> content() {
    return data.comparison()
        .map(
            comparison ->
                new ComparisonExport.Content(
                    table.columns(), table.rows(), comparison, suiting(comparison)));
  }

  private ComparisonPicture suiting(Comparison comparison) {
    return picture.suits(comparison) ? picture : ComparisonPicture.all().getFirst();
  }

  private Action baselineAction(ComparisonRow row) {
    return Actions.of(
        Messages.comparison_baseline,
        Icon.BASELINE,
        () -> useAsBaseline(new Baseline.ByCell(row.result().folder(), row.summary().cell())));
  }

  private Action resultBaselineAction(ComparisonRow row) {
    return Actions.of(
        Messages.comparison_baselineResult,
        Icon.RESULTS,
        () -> useAsBaseline(new Baseline.ByResult(row.result().folder())));
  }

  private Action removeAction(List<ComparisonRow> rows) {
    return Actions.of(
        Messages.comparison_remove,
        Icon.UNREADABLE,
        () -> {
          List<ResultFolder> left = new ArrayList<>(folders);
          rows.forEach(row -> left.remove(row.result().folder()));
          folders = List.copyOf(left);
          reload(0);
        });
  }

  private void copy(BiFunction<List<Column>, List<ComparisonRow>, String> format) {
    List<ComparisonRow> selected = table.selection();
    List<Column> columns = table.columns();
    List<ComparisonRow> rows = selected.size() > 1 ? selected : table.rows();
    copying.request(0, () -> format.apply(columns, rows));
  }

  private void showProfiles() {
    try {
      if (getSite().getPage().showView(LoadExperimentsPerspective.PROFILES_VIEW)
          instanceof ProfilesView view) {
        view.refresh();
      }
    } catch (PartInitException e) {
      ILog.of(ComparisonView.class).log(e.getStatus());
    }
  }

  private static void showResults() {
    try {
      PlatformUI.getWorkbench()
          .getActiveWorkbenchWindow()
          .getActivePage()
          .showView(LoadExperimentsPerspective.RESULTS_VIEW);
    } catch (PartInitException e) {
      ILog.of(ComparisonView.class).error(e.getMessage(), e);
    }
  }

  @Override
  public void setFocus() {
    (stack.topControl == full ? table.widget() : empty).setFocus();
  }

  @Override
  public void dispose() {
    tracker.close();
    link.close();
    super.dispose();
  }
}
