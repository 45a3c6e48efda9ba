package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.texteditor.ITextEditorActionDefinitionIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.charts.ChartSpot;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.findings.FindingsView;
import org.weightbench.ui.internal.gguf.GgufEditor;
import org.weightbench.ui.internal.timeline.TimelineView;

/** What is selected in one view is shown in the others, all in the units that people prefer. */
final class LinkedViewsTest {
  @TempDir Path folder;

  private IWorkbenchPage page;
  private ResultFolder result;
  private ComparisonView comparison;
  private Table rows;
  private FindingsView findings;
  private TimelineView timeline;

  @BeforeEach
  void openTheResult() throws Exception {
    page = Workbench.openPerspective();
    result = LinkedResult.write(folder);
    timeline = Workbench.open(LoadExperimentsPerspective.TIMELINE_VIEW, TimelineView.class);
    findings = Workbench.open(LoadExperimentsPerspective.FINDINGS_VIEW, FindingsView.class);
    comparison = Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.compare(List.of(result));
    rows = comparison.tableWidget();
    Workbench.await("both cells", () -> rows.getItemCount() == 2);
    Workbench.settle();
  }

  @AfterEach
  void close() throws Exception {
    page.activate(comparison);
    comparison.compare(List.of());
    page.closeAllEditors(false);
    Workbench.clear();
  }

  @Test
  void findingsAreThoseOfTheSelectedCells() {
    select("mmap");
    assertEquals(
        List.of("The load came from the page cache"),
        Widgets.texts(findings.tableWidget(), "Finding"));
    assertTrue(heading().startsWith("One finding about the selected cell."), heading());
    select("read");
    assertEquals(0, findings.tableWidget().getItemCount());
    assertTrue(heading().startsWith("Nothing is wrong with the selected cell"), heading());
  }

  @Test
  void aFindingSelectsItsCellInTheOtherViews() {
    select("mmap");
    page.activate(findings);
    comparison.select(cellOf("read"));
    Widgets.select(findings.tableWidget(), 0);
    Workbench.settle();
    assertEquals(List.of("mmap"), selectedStrategies());
    assertTrue(
        loads().stream().allMatch(load -> load.contains("strategy=mmap")), loads()::toString);
  }

  @Test
  void aSeriesOfTheTimelineSelectsItsCellInTheOtherViews() {
    Widgets.select(rows, 0, 1);
    Workbench.settle();
    assertEquals(2, loads().stream().distinct().count(), loads()::toString);
    page.activate(timeline);
    for (String strategy : List.of("mmap", "read")) {
      Widgets.select(
          timeline.tableWidget(),
          IntStream.range(0, loads().size())
              .filter(row -> loads().get(row).contains("strategy=" + strategy))
              .findFirst()
              .orElseThrow());
      Workbench.settle();
      assertEquals(List.of(strategy), selectedStrategies());
      assertEquals(strategy.equals("mmap") ? 1 : 0, findings.tableWidget().getItemCount());
    }
    assertEquals(2, loads().stream().distinct().count(), loads()::toString);
  }

  @Test
  void aDotOfTheBoxPlotSelectsItsSample() {
    ChartPane chart = Widgets.first(rows.getParent(), ChartPane.class);
    comparison.draw(
        ComparisonPicture.all().stream()
            .filter(picture -> picture.id().equals("boxes"))
            .findFirst()
            .orElseThrow());
    Workbench.await(
        "a dot for each sample", () -> dots(chart).size() == 2 * LinkedResult.REPETITIONS);
    for (int i = 0; i < 2 * LinkedResult.REPETITIONS; i++) {
      ChartSpot dot = dots(chart).get(i);
      String run = dot.text().replaceFirst("(?s).*(run \\d+):.*", "$1");
      Widgets.click(chart, dot);
      Workbench.settle();
      assertEquals(1, comparison.selection().size());
      String said = heading(timeline.tableWidget());
      assertTrue(said.startsWith("The selected sample: ") && said.contains(run + "."), said);
      assertEquals(List.of(run), loads().stream().map(LinkedViewsTest::run).distinct().toList());
    }
  }

  @Test
  void onlyTheSelectedCellsAndTheirBaselineAreCompared() {
    String base = Widgets.texts(rows, "Strategy").get(baseline());
    Widgets.select(rows, baseline());
    Widgets.choose(rows, "Show Selected Only");
    Workbench.await("one cell", () -> rows.getItemCount() == 1);
    Workbench.settle();
    assertTrue(heading(rows).startsWith("1 of 2 cells"), heading(rows));
    assertEquals(1, comparison.comparison().orElseThrow().rows().size());
    String other = base.equals("mmap") ? "read" : "mmap";
    comparison.reveal(result, cellOf(base));
    Widgets.choose(rows, "Show All Cells");
    Workbench.await("both cells", () -> rows.getItemCount() == 2);
    Workbench.settle();
    select(other);
    assertFalse(Widgets.menu(rows).contains("Show All Cells"));
    Widgets.choose(rows, "Show Selected Only");
    Workbench.settle();
    assertEquals(2, rows.getItemCount(), "the baseline went");
  }

  private int baseline() {
    return Widgets.texts(rows, "Against baseline").indexOf("baseline");
  }

  @Test
  void everythingIsWrittenInThePreferredUnits() throws Exception {
    select("read");
    assertEquals("1.43 GB/s", cell("read", "Rate"));
    assertEquals("750 ms", cell("read", "Load time"));
    assertEquals("1.00 GiB", cell("read", "From device"));
    assertTrue(means().stream().allMatch(mean -> mean.endsWith(" MB/s")), means()::toString);
    IEclipsePreferences node = InstanceScope.INSTANCE.getNode("org.weightbench.ui");
    node.put("units.sizes", "SI");
    node.put("units.rates", "IEC");
    node.put("units.times", "SECONDS");
    try {
      Workbench.await("the other rate", () -> cell("read", "Rate").equals("1.33 GiB/s"));
      assertEquals("1.07 GB", cell("read", "From device"));
      assertEquals("0.750 s", cell("read", "Load time"));
      Workbench.await(
          "the other unit of the timeline",
          () -> means().stream().allMatch(mean -> mean.endsWith(" MiB/s")));
    } finally {
      for (String key : List.of("units.sizes", "units.rates", "units.times")) {
        node.remove(key);
      }
    }
    Workbench.await("the standard", () -> cell("read", "Rate").equals("1.43 GB/s"));
    Workbench.settle();
  }

  @Test
  void aFindingIsFixedByItsLinkAndByTheKeyOfQuickFixes() throws Exception {
    select("mmap");
    page.activate(findings);
    Widgets.select(findings.tableWidget(), 0);
    Workbench.settle();
    Link link =
        Widgets.all(findings.tableWidget().getParent(), Link.class).stream()
            .filter(each -> each.getText().startsWith("<a href=\"0\">"))
            .findFirst()
            .orElseThrow();
    Event event = new Event();
    event.text = "0";
    link.notifyListeners(SWT.Selection, event);
    Workbench.await("the model", () -> page.getActiveEditor() instanceof GgufEditor);
    Workbench.settle();
    page.closeAllEditors(false);

    page.activate(findings);
    List<Menu> shown = new ArrayList<>();
    Listener listener =
        show -> {
          if (show.widget instanceof Menu menu) {
            shown.add(menu);
          }
        };
    Display.getCurrent().addFilter(SWT.Show, listener);
    try {
      PlatformUI.getWorkbench()
          .getService(IHandlerService.class)
          .executeCommand(ITextEditorActionDefinitionIds.QUICK_ASSIST, null);
      Workbench.await("the menu", () -> !shown.isEmpty());
    } finally {
      Display.getCurrent().removeFilter(SWT.Show, listener);
    }
    MenuItem first = shown.getFirst().getItem(0);
    assertTrue(link.getText().contains(first.getText().replace("&", "")), first.getText());
    first.notifyListeners(SWT.Selection, new Event());
    shown.getFirst().setVisible(false);
    Workbench.await("the model again", () -> page.getActiveEditor() instanceof GgufEditor);
    Workbench.settle();
  }

  private void select(String strategy) {
    page.activate(comparison);
    Widgets.select(rows, Widgets.texts(rows, "Strategy").indexOf(strategy));
    Workbench.settle();
  }

  private String cell(String strategy, String column) {
    return Widgets.texts(rows, column).get(Widgets.texts(rows, "Strategy").indexOf(strategy));
  }

  private Cell cellOf(String strategy) {
    return comparison.comparison().orElseThrow().rows().stream()
        .map(row -> row.summary().cell())
        .filter(cell -> cell.text(Axes.STRATEGY).equals(strategy))
        .findFirst()
        .orElseThrow();
  }

  private List<String> selectedStrategies() {
    return comparison.selection().stream()
        .map(row -> row.summary().cell().text(Axes.STRATEGY))
        .toList();
  }

  private List<String> loads() {
    return Widgets.texts(timeline.tableWidget(), "Load");
  }

  private List<String> means() {
    return Widgets.texts(timeline.tableWidget(), "Mean");
  }

  private static String run(String load) {
    return load.replaceFirst(".*(run \\d+).*", "$1");
  }

  private String heading() {
    return heading(findings.tableWidget());
  }

  private static String heading(Table table) {
    return Arrays.stream(table.getParent().getParent().getChildren())
        .filter(Label.class::isInstance)
        .map(label -> ((Label) label).getText())
        .findFirst()
        .orElseThrow();
  }

  private static List<ChartSpot> dots(ChartPane chart) {
    return chart.spots().stream().filter(spot -> spot.sample().isPresent()).toList();
  }
}
