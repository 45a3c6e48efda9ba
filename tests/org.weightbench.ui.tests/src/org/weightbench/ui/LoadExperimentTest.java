package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.TextConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.HistoryEntry;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.launch.Configurations;
import org.weightbench.ui.internal.results.ResultsView;

/**
 * From a model in the workspace to its compared load times, with real processes and real widgets.
 */
final class LoadExperimentTest {
  private IProject project;
  private IFile model;
  private ComparisonView comparison;
  private ResultsView results;

  @BeforeEach
  void openWorkbench() throws Exception {
    Workbench.openPerspective();
    project = Workbench.project("demo");
    model = Workbench.model(project);
    comparison = Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    results = Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
  }

  @AfterEach
  void clear() throws Exception {
    comparison.compare(List.of());
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void aModelIsLoadedAndItsSamplesStandInTheComparison() throws Exception {
    ILaunch launch = launch(Map.of("strategy", "mmap, read", "cache", "warm"), "3");
    ResultFolder folder = Workbench.awaitResult(launch);
    assertEquals(project.getLocation().toPath().resolve("results"), folder.path().getParent());
    Workbench.await("the samples in the comparison", () -> samplesShown() == 6);
    Workbench.settle();

    Comparison expected = Comparison.of(List.of(Result.read(folder)));
    assertEquals(texts(expected, expected.bestFirst()), shown());
    Workbench.await("the chart", () -> comparison.chartImage().isPresent());
    Workbench.await(
        "the result folder in the workspace",
        () -> project.getFolder("results/" + folder.name()).exists());
    Workbench.await("console text", () -> consoleText().contains("6/6"));

    Workbench.await("the history", () -> states().equals(List.of(HistoryEntry.State.COMPLETE)));
    assertEquals(6, results.entries().getFirst().done());

    String change = Columns.CHANGE.title();
    String before = cell(otherThanBaseline(), change);
    assertNotEquals("", before);
    Table table = comparison.tableWidget();
    int slower = otherThanBaseline();
    String slowerStrategy = cell(slower, "Strategy");
    table.setSelection(slower);
    contextAction("Use as Baseline");
    Workbench.await(
        "the new baseline",
        () ->
            comparison.comparison().orElseThrow().rows().stream()
                .anyMatch(
                    row ->
                        row.verdict().words().equals("baseline")
                            && Columns.axis(Axes.STRATEGY)
                                .text()
                                .apply(row)
                                .equals(slowerStrategy)));
    String after = cell(otherThanBaseline(), change);
    assertNotEquals(before, after);
    assertNotEquals(slowerStrategy, cell(otherThanBaseline(), "Strategy"));
  }

  @Test
  void clickingOnAColumnSortsByItsValues() throws Exception {
    Workbench.awaitEnd(launch(Map.of("threads", "2, 1", "strategy", "read", "cache", "warm"), "1"));
    Workbench.await("the samples", () -> samplesShown() == 2);
    Workbench.settle();
    TableColumn threads = column("Threads");
    threads.notifyListeners(SWT.Selection, new Event());
    assertEquals(List.of("1", "2"), texts("Threads"));
    threads.notifyListeners(SWT.Selection, new Event());
    assertEquals(List.of("2", "1"), texts("Threads"));
  }

  @Test
  void anExperimentThatIsStoppedCanBeResumedFromItsFolder() throws Exception {
    ILaunch launch = launch(Map.of("strategy", "read", "cache", "warm"), "5");
    RunningExperiment experiment = RunningExperiment.of(launch).getFirst();
    Workbench.await("the first sample", () -> experiment.progress().done() > 0);
    launch.terminate();
    ExperimentProgress end = Workbench.awaitEnd(launch);
    assertEquals(ExperimentProgress.State.INTERRUPTED, end.state());
    ResultFolder folder = ResultFolder.open(end.folder().orElseThrow());
    int samples = folder.samples().size();
    assertTrue(samples >= 1 && samples < 5, "found " + samples + " samples");
    Workbench.await(
        "the unfinished result", () -> states().equals(List.of(HistoryEntry.State.INCOMPLETE)));
    HistoryEntry entry = results.entries().getFirst();
    assertEquals(samples, entry.done());
    assertEquals(5, entry.planned());
  }

  @Test
  void aResultIsOpenedFromTheHistoryAndTwoAreComparedTogether() throws Exception {
    ResultFolder first =
        Workbench.awaitResult(launch(Map.of("strategy", "read", "cache", "warm"), "1"));
    ResultFolder second =
        Workbench.awaitResult(launch(Map.of("strategy", "mmap", "cache", "warm"), "1"));
    Workbench.await("both in the history", () -> results.entries().size() == 2);
    Workbench.settle();
    results.select(List.of(first));
    results.tableWidget().notifyListeners(SWT.DefaultSelection, new Event());
    Workbench.await("the first result", () -> resultsShown().equals(List.of(first)));
    results.select(List.of(first, second));
    results.compareSelection();
    Workbench.await("both results", () -> resultsShown().size() == 2);
    Workbench.settle();
    assertTrue(columnTitles().contains("Result"));
    assertTrue(columnTitles().contains("Strategy"));
  }

  private ILaunch launch(Map<String, String> sweep, String repetitions) throws Exception {
    ILaunchConfigurationWorkingCopy configuration = Configurations.fromShortcut(model);
    LaunchSettings.read(configuration).withSweep(sweep, repetitions, "1").write(configuration);
    return configuration.launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true);
  }

  private int samplesShown() {
    return comparison.comparison().stream()
        .flatMap(shown -> shown.results().stream())
        .mapToInt(result -> result.samples().size())
        .sum();
  }

  private List<ResultFolder> resultsShown() {
    return comparison.comparison().stream()
        .flatMap(shown -> shown.results().stream())
        .map(Result::folder)
        .toList();
  }

  private List<HistoryEntry.State> states() {
    return results.entries().stream().map(HistoryEntry::state).toList();
  }

  private static List<List<String>> texts(Comparison of, List<ComparisonRow> rows) {
    List<Column> columns = Columns.of(of);
    return rows.stream()
        .map(row -> columns.stream().map(column -> column.text().apply(row)).toList())
        .toList();
  }

  private List<List<String>> shown() {
    Table table = comparison.tableWidget();
    return Arrays.stream(table.getItems())
        .map(
            item ->
                Stream.iterate(0, i -> i < table.getColumnCount(), i -> i + 1)
                    .map(item::getText)
                    .toList())
        .toList();
  }

  private List<String> columnTitles() {
    return Arrays.stream(comparison.tableWidget().getColumns()).map(TableColumn::getText).toList();
  }

  private TableColumn column(String title) {
    return comparison.tableWidget().getColumn(columnTitles().indexOf(title));
  }

  private List<String> texts(String title) {
    int index = columnTitles().indexOf(title);
    return Arrays.stream(comparison.tableWidget().getItems())
        .map(item -> item.getText(index))
        .toList();
  }

  private String cell(int row, String title) {
    return texts(title).get(row);
  }

  private int otherThanBaseline() {
    TableItem[] items = comparison.tableWidget().getItems();
    for (int i = 0; i < items.length; i++) {
      if (!cell(i, Columns.VERDICT.title()).equals("baseline")) {
        return i;
      }
    }
    throw new AssertionError("every row is a baseline");
  }

  private void contextAction(String label) {
    Table table = comparison.tableWidget();
    table.getMenu().notifyListeners(SWT.Show, new Event());
    MenuItem item =
        Arrays.stream(table.getMenu().getItems())
            .filter(each -> each.getText().replace("&", "").equals(label))
            .findFirst()
            .orElseThrow();
    item.notifyListeners(SWT.Selection, new Event());
    table.getMenu().notifyListeners(SWT.Hide, new Event());
  }

  private static String consoleText() {
    return Arrays.stream(ConsolePlugin.getDefault().getConsoleManager().getConsoles())
        .filter(TextConsole.class::isInstance)
        .map(console -> ((TextConsole) console).getDocument().get())
        .reduce("", String::concat);
  }
}
