package org.weightbench.ui.internal.hardware;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.part.ViewPart;
import org.jfree.chart.JFreeChart;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.charts.CeilingChart;
import org.weightbench.charts.ChartSpot;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.RooflineChart;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.Difference;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.Section;
import org.weightbench.hardware.Unit;
import org.weightbench.hardware.Units;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.CeilingRequest;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.launching.CeilingProcess;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.HeadedArea;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.LinkedSelection;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.Moments;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.chart.ChartSource;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;
import org.weightbench.ui.internal.table.TableSelection;

/**
 * What this machine is, or the one that a selected result was measured on and how both differ, and
 * what it can do at best.
 */
public final class HardwareView extends ViewPart {
  private static final int[] WEIGHTS = {56, 44};
  private static final String NAME_END = ": ";
  private static final Set<CeilingKind> BYTES =
      Arrays.stream(CeilingKind.values())
          .filter(kind -> kind.unit() == Unit.BYTES_PER_SECOND)
          .collect(Collectors.toUnmodifiableSet());

  private HeadedArea area;
  private DataTable<Row> inventory;
  private DataTable<Ceiling> ceilingTable;
  private DataTable<Reached> reached;
  private DataTable<Difference> differences;
  private ChartPane ceilingChart;
  private ChartPane rooflineChart;
  private Background<Known> reading;
  private Background<Known> measuring;
  private LinkedSelection link;
  private Action measure;
  private TableSelection<Reached> reachedSelection;
  private Optional<Path> place = Optional.empty();
  private Optional<ResultFolder> read = Optional.empty();
  private Optional<Comparison> shown = Optional.empty();
  private List<Ceiling> ceilings = List.of();
  private Set<Cell> chosen = Set.of();
  private @Nullable Result last;

  /** A fact of a machine. */
  private record Row(String section, String title, String value) {}

  /**
   * What is known.
   *
   * @param name whose machine it is
   * @param machine the machine; empty where a result has none
   * @param here this machine
   * @param ceilings what was measured of it
   * @param reached how near the cells of a result came to what bounds them
   * @param comparison cells of that result
   * @param place file or folder whose file system is of interest
   */
  private record Known(
      String name,
      Optional<Machine> machine,
      Machine here,
      Optional<Ceilings> ceilings,
      List<Reached> reached,
      Optional<Comparison> comparison,
      Optional<Path> place) {}

  @Override
  public void createPartControl(Composite parent) {
    area = new HeadedArea(parent, Messages.hardware_reading, HelpContext.HARDWARE);
    Composite body = area.body();
    CTabFolder tabs = new CTabFolder(body, SWT.BOTTOM | SWT.FLAT);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
    inventory =
        new DataTable<>(
            tabs,
            Messages.hardware_inventory,
            List.of(
                DataColumn.words(Messages.hardware_section, Row::section),
                DataColumn.words(Messages.hardware_fact, Row::title),
                DataColumn.words(Messages.gguf_value, Row::value)));
    tab(tabs, Messages.hardware_inventory, inventory.widget());
    SashForm measured = new SashForm(tabs, SWT.HORIZONTAL | SWT.SMOOTH);
    ceilingTable =
        new DataTable<>(
            measured,
            Messages.hardware_ceilings,
            List.of(
                DataColumn.<Ceiling>words(
                        Messages.hardware_stage, ceiling -> Phrases.say(ceiling.kind().title()))
                    .orderedBy(Comparator.comparing(Ceiling::kind)),
                DataColumn.words(
                    Messages.hardware_conditions,
                    ceiling -> Phrases.say(ceiling.conditions().text())),
                DataColumn.numbers(Messages.hardware_best, Ceiling::text, Ceiling::median),
                DataColumn.numbers(
                    Messages.hardware_spread,
                    ceiling -> Units.current().format("\u00b1 %.1f %%", 100 * ceiling.spread()),
                    Ceiling::spread),
                DataColumn.words(
                    Messages.hardware_stable,
                    ceiling -> ceiling.stable() ? Messages.hardware_yes : Messages.hardware_no)));
    ceilingChart = new ChartPane(measured, ceilingTable.widget());
    measured.setWeights(WEIGHTS);
    tab(tabs, Messages.hardware_ceilings, measured);
    SashForm bound = new SashForm(tabs, SWT.HORIZONTAL | SWT.SMOOTH);
    reached =
        new DataTable<>(
            bound,
            Messages.hardware_roofline,
            List.of(
                DataColumn.words(Messages.progress_cell, row -> row.cell().id()),
                DataColumn.numbers(
                    Messages.hardware_measured,
                    row -> Quantities.duration(row.wallNanos()),
                    Reached::wallNanos),
                DataColumn.words(
                    Messages.hardware_boundBy,
                    row -> Phrases.say(row.binding().resource().label())),
                DataColumn.numbers(
                    Messages.hardware_bound,
                    row -> Quantities.duration(row.binding().nanos()),
                    row -> row.binding().nanos()),
                DataColumn.numbers(
                    Messages.hardware_share,
                    row -> Units.current().format("%.0f %%", 100 * row.share()),
                    Reached::share),
                DataColumn.words(Messages.hardware_ceiling, row -> row.binding().ceiling()),
                DataColumn.words(Messages.hardware_doubt, Reached::doubt)));
    rooflineChart = new ChartPane(bound, reached.widget());
    bound.setWeights(WEIGHTS);
    tab(tabs, Messages.hardware_roofline, bound);
    differences =
        new DataTable<>(
            tabs,
            Messages.hardware_differences,
            List.of(
                DataColumn.words(Messages.hardware_fact, Difference::title),
                DataColumn.words(Messages.hardware_there, Difference::first),
                DataColumn.words(Messages.hardware_here, Difference::second)));
    tab(tabs, Messages.hardware_differences, differences.widget());
    tabs.setSelection(0);
    measure = Actions.of(Messages.hardware_measure, Icon.HARDWARE, this::measure);
    measure.setToolTipText(Messages.hardware_measureTip);
    Action refresh = Actions.of(Messages.gguf_refresh, Icon.REFRESH, this::readHere);
    IActionBars bars = getViewSite().getActionBars();
    bars.getToolBarManager().add(measure);
    bars.getToolBarManager().add(refresh);
    bars.getMenuManager().add(measure);
    bars.getMenuManager().add(refresh);
    bars.getMenuManager().add(ceilingChart.menu(Messages.hardware_ceilings));
    bars.getMenuManager().add(rooflineChart.menu(Messages.hardware_roofline));
    reading = new Background<>(Messages.hardware_reading, body, this::show, this::unread);
    measuring = new Background<>(Messages.hardware_measuring, body, this::show, this::failed);
    readHere();
    ceilingChart.onPick((spot, _) -> pickCeiling(rows(spot)));
    rooflineChart.onPick((spot, more) -> pickReached(rows(spot), more));
    reached.onSelection(this::drawRoofline);
    reachedSelection = new TableSelection<>(reached, row -> List.of(row.row()));
    getSite().setSelectionProvider(reachedSelection);
    UnitPreferences.onChange(body, () -> read.ifPresentOrElse(this::readOf, this::readHere));
    link = new LinkedSelection(this, this::selected);
  }

  private static void tab(CTabFolder tabs, String title, Control control) {
    CTabItem item = new CTabItem(tabs, SWT.NONE);
    item.setText(title);
    item.setControl(control);
  }

  /** Returns the table of facts. */
  public Table inventoryWidget() {
    return inventory.widget();
  }

  /** Returns the table of ceilings. */
  public Table ceilingsWidget() {
    return ceilingTable.widget();
  }

  /** Shows this machine. */
  public void readHere() {
    read = Optional.empty();
    Path workspace = ResourcesPlugin.getWorkspace().getRoot().getLocation().toPath();
    reading.request(0, () -> here(workspace));
  }

  /** Shows the machine of a result. */
  public void readOf(ResultFolder folder) {
    read = Optional.of(folder);
    reading.request(
        0,
        () -> {
          Comparison comparison = Comparison.of(List.of(Result.read(folder)));
          return new Known(
              folder.name(),
              folder.machine(),
              MachineInventory.read(paths(folder)),
              folder.ceilings(),
              Reached.of(comparison),
              Optional.of(comparison),
              paths(folder).stream().findFirst());
        });
  }

  /** Reads a result only when another one is selected, or when it has more samples. */
  private void selected(LinkedSelection.Selected selected) {
    chosen = selected.cells().stream().map(CellOfResult::cell).collect(Collectors.toSet());
    Optional<Result> result = selected.rows().stream().map(ComparisonRow::result).findFirst();
    if (result.isPresent() && result.get() == last) {
      mark();
    } else {
      last = result.orElse(null);
      readOf(selected.folders().getFirst());
    }
  }

  /** Selects the chosen cells in the roofline. */
  private void mark() {
    reached.select(row -> chosen.contains(row.cell()));
    drawRoofline();
  }

  private static List<Integer> rows(Optional<ChartSpot> spot) {
    return spot.map(ChartSpot::rows).orElse(List.of());
  }

  private void pickReached(List<Integer> rows, boolean more) {
    Set<Cell> cells = new HashSet<>();
    shown.ifPresent(
        comparison -> rows.forEach(row -> cells.add(comparison.rows().get(row).summary().cell())));
    if (more) {
      reached.selection().forEach(row -> cells.add(row.cell()));
    }
    reached.select(row -> cells.contains(row.cell()));
    reachedSelection.fire();
    drawRoofline();
  }

  private void pickCeiling(List<Integer> rows) {
    List<Ceiling> all = ceilings;
    Set<Ceiling> picked = rows.stream().map(all::get).collect(Collectors.toSet());
    ceilingTable.select(picked::contains);
  }

  private void drawRoofline() {
    List<ComparisonRow> marked = reached.selection().stream().map(Reached::row).toList();
    show(
        rooflineChart,
        shown.filter(_ -> !reached.rows().isEmpty()),
        comparison ->
            new HardwareChart(
                Messages.hardware_rooflineChart,
                style -> RooflineChart.bars(comparison, marked, style),
                RooflineChart.preferredHeight(comparison)));
  }

  private static List<Path> paths(ResultFolder folder) throws IOException {
    return folder.model().map(ModelRecord::path).map(Path::of).stream().toList();
  }

  private static Known here(Path path) throws IOException {
    Machine machine = MachineInventory.read(List.of(path));
    return new Known(
        "",
        Optional.of(machine),
        machine,
        CeilingStore.ofUser().find(CeilingMeasurement.fileSystem(path)),
        List.of(),
        Optional.empty(),
        Optional.of(path));
  }

  private void measure() {
    if (place.isEmpty()) {
      return;
    }
    Path path = place.get();
    measure.setEnabled(false);
    measuring.start(
        monitor -> {
          Ceilings ceilings =
              CeilingProcess.measure(
                  path, CeilingRequest.USUAL_BUDGET, SubMonitor.convert(monitor));
          Machine machine = MachineInventory.read(List.of(path));
          return new Known(
              "",
              Optional.of(machine),
              machine,
              Optional.of(ceilings),
              List.of(),
              Optional.empty(),
              Optional.of(path));
        });
  }

  /** Nothing of another machine stays below the word that this one could not be read. */
  private void unread(Exception e) {
    place = Optional.empty();
    shown = Optional.empty();
    ceilings = List.of();
    for (DataTable<?> table : List.of(inventory, ceilingTable, reached, differences)) {
      table.show(List.of());
    }
    ceilingChart.clear();
    rooflineChart.clear();
    failed(e);
  }

  private void failed(Exception e) {
    measure.setEnabled(place.isPresent());
    area.say(Messages.format(Messages.hardware_failed, e.getMessage()));
  }

  private void show(Known known) {
    place = known.place;
    measure.setEnabled(place.isPresent());
    List<Row> rows = new ArrayList<>();
    for (Section section : known.machine.map(Machine::sections).orElse(List.of())) {
      section
          .rows()
          .forEach(row -> rows.add(new Row(said(section.title()), said(row.title()), row.value())));
    }
    inventory.show(rows);
    differences.show(
        known.machine.map(there -> Machine.differences(there, known.here)).orElse(List.of()));
    reached.show(known.reached);
    show(
        ceilingChart,
        known.ceilings,
        ceilings ->
            new HardwareChart(
                Messages.hardware_chart,
                style -> CeilingChart.bars(ceilings, BYTES, style),
                CeilingChart.preferredHeight(ceilings, BYTES)));
    shown = known.comparison;
    mark();
    ceilings = known.ceilings.map(Ceilings::ceilings).orElse(List.of());
    ceilingTable.show(ceilings);
    area.say(heading(known));
  }

  private static <T> void show(
      ChartPane pane, Optional<T> shown, Function<T, HardwareChart> chart) {
    shown.map(chart).ifPresentOrElse(pane::show, pane::clear);
  }

  /** Titles may name one of several devices or files: {@code vda: Model}, {@code Storage: FILE}. */
  private static String said(String title) {
    return Arrays.stream(title.split(NAME_END, 2))
        .map(Phrases::say)
        .collect(Collectors.joining(NAME_END));
  }

  private static String heading(Known known) {
    String whose =
        known.name.isEmpty()
            ? Messages.hardware_thisMachine
            : Messages.format(Messages.hardware_ofResult, known.name);
    String measured =
        known
            .ceilings
            .map(
                ceilings ->
                    Messages.format(
                        Messages.hardware_measuredAt,
                        ceilings.fileSystem(),
                        Moments.text(ceilings.measuredAt())))
            .orElse(Messages.hardware_notMeasured);
    return Messages.format(Messages.hardware_heading, whose, measured);
  }

  @Override
  public void setFocus() {
    inventory.widget().setFocus();
  }

  @Override
  public void dispose() {
    link.close();
    super.dispose();
  }

  private record HardwareChart(
      String description, Function<ChartStyle, JFreeChart> drawer, int leastHeight)
      implements ChartSource {
    @Override
    public JFreeChart chart(ChartStyle style) {
      return drawer.apply(style);
    }
  }
}
