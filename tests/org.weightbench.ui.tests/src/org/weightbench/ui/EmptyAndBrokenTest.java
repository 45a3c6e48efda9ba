package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.findings.FindingsView;
import org.weightbench.ui.internal.hardware.HardwareView;
import org.weightbench.ui.internal.progress.ProgressView;
import org.weightbench.ui.internal.results.ResultsView;
import org.weightbench.ui.internal.timeline.TimelineView;

/**
 * Views say what to do where there is nothing to show, and what is wrong where it cannot be read.
 */
final class EmptyAndBrokenTest {
  private IWorkbenchPage page;

  @BeforeEach
  void openWorkbench() throws Exception {
    page = Workbench.openPerspective();
  }

  @AfterEach
  void clear() throws Exception {
    Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class)
        .compare(List.of());
    Workbench.clear();
  }

  private <T extends IViewPart> T fresh(String id, Class<T> type) throws Exception {
    IViewPart open = page.findView(id);
    if (open != null) {
      page.hideView(open);
    }
    return Workbench.open(id, type);
  }

  private static List<String> said(Control inside) {
    Control root = Widgets.part(inside);
    return Stream.concat(
            Widgets.all(root, Label.class).stream().filter(Control::isVisible).map(Label::getText),
            Widgets.all(root, Link.class).stream().filter(Control::isVisible).map(Link::getText))
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static void assertSays(Control inside, String start) {
    List<String> said = said(inside);
    assertTrue(said.stream().anyMatch(text -> text.startsWith(start)), said.toString());
  }

  @Test
  void anEmptyWorkbenchSaysHowToBegin() throws Exception {
    ComparisonView comparison =
        fresh(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.compare(List.of());
    Workbench.settle();
    assertEquals(0, comparison.tableWidget().getItemCount());
    assertSays(comparison.tableWidget(), "Nothing to compare yet.");
    ResultsView results = fresh(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    Workbench.await("no result", () -> results.entries().isEmpty());
    assertSays(results.tableWidget(), "No results yet. Right-click a GGUF model");
    assertSays(
        fresh(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class).runsWidget(),
        "No experiment is running");
    Table findings =
        fresh(LoadExperimentsPerspective.FINDINGS_VIEW, FindingsView.class).tableWidget();
    assertSays(findings, "Select a result or a row of the comparison");
    for (TableColumn column : findings.getColumns()) {
      assertTrue(column.getWidth() > 0, column.getText() + " cannot be seen");
    }
    assertSays(
        fresh(LoadExperimentsPerspective.TIMELINE_VIEW, TimelineView.class).tableWidget(),
        "Select rows of the comparison");
    assertFalse(
        said(fresh(LoadExperimentsPerspective.HARDWARE_VIEW, HardwareView.class).inventoryWidget())
            .isEmpty());
  }

  @Test
  void aBrokenResultIsNamedWithWhatIsWrong() throws Exception {
    IProject project = Workbench.project("broken");
    ResultFolder broken =
        ResultFolder.create(
            project.getLocation().toPath().resolve("results"),
            new ExperimentDefinition(
                "broken",
                new ModelSource.ModelFile(project.getLocation().toPath().resolve("a.gguf")),
                Map.of(),
                1,
                1),
            LocalDateTime.of(2026, 11, 27, 10, 0));
    Files.writeString(broken.path().resolve(ResultFolder.DEFINITION), "weightbench: 1\nname: [\n");
    Files.writeString(broken.path().resolve(ResultFolder.SAMPLES), "no sample\n");
    project.refreshLocal(IResource.DEPTH_INFINITE, null);

    ResultsView results = fresh(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    Workbench.await(
        "the broken result",
        () -> Widgets.texts(results.tableWidget(), "State").equals(List.of("unreadable")));
    results.select(List.of(broken));
    assertTrue(Widgets.menu(results.tableWidget()).contains("Delete"));

    ComparisonView comparison =
        fresh(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.compare(List.of(broken));
    Workbench.settle();
    assertSays(comparison.tableWidget(), broken.name() + " cannot be read: ");

    FindingsView findings = fresh(LoadExperimentsPerspective.FINDINGS_VIEW, FindingsView.class);
    findings.judge(List.of(broken));
    Workbench.settle();
    assertSays(findings.tableWidget(), "The findings could not be made: ");

    HardwareView hardware = fresh(LoadExperimentsPerspective.HARDWARE_VIEW, HardwareView.class);
    assertTrue(hardware.inventoryWidget().getItemCount() > 0, "this machine is not shown");
    hardware.readOf(broken);
    Workbench.settle();
    assertSays(hardware.inventoryWidget(), "The hardware could not be asked: ");
    assertEquals(0, hardware.inventoryWidget().getItemCount(), "another machine is still shown");
  }

  @Test
  void aBrokenTimelineIsToldInPlaceOfTheOneBeforeIt(@TempDir Path folder) throws Exception {
    ResultFolder result = LinkedResult.write(folder);
    ComparisonView comparison =
        fresh(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.compare(List.of(result));
    Workbench.settle();
    ComparisonRow row = comparison.comparison().orElseThrow().rows().getFirst();
    TimelineView timeline = fresh(LoadExperimentsPerspective.TIMELINE_VIEW, TimelineView.class);
    timeline.show(row);
    Workbench.settle();
    assertTrue(timeline.tableWidget().getItemCount() > 0, "no timeline is shown");
    for (Sample sample : row.summary().samples()) {
      Files.writeString(result.timelineFile(sample.run()), "no timeline\n");
    }
    timeline.show(row);
    Workbench.settle();
    assertSays(timeline.tableWidget(), "The timeline could not be read: ");
    assertEquals(0, timeline.tableWidget().getItemCount(), "the one before is still shown");
  }
}
