package org.weightbench.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.ui.LinkedResult;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.experiment.ExperimentEditor;
import org.weightbench.ui.internal.findings.FindingsView;
import org.weightbench.ui.internal.gguf.GgufEditor;
import org.weightbench.ui.internal.hardware.HardwareView;
import org.weightbench.ui.internal.profiles.ProfilesView;
import org.weightbench.ui.internal.progress.ProgressView;
import org.weightbench.ui.internal.results.ResultsView;
import org.weightbench.ui.internal.timeline.TimelineView;

/** What a person who cannot see the controls is told. */
final class AccessibilityTest {
  private static final int PAGES = 5;

  @AfterEach
  void clear() throws Exception {
    Workbench.clear();
  }

  @Test
  void aFieldHasTheNameOfTheLabelBeforeItWithoutItsMnemonic() {
    Shell shell = new Shell();
    try {
      new Label(shell, SWT.NONE).setText("&Name:");
      Composite line = new Composite(shell, SWT.NONE);
      Text name = new Text(line, SWT.BORDER);
      new Label(shell, SWT.NONE).setText("Si&ze:");
      Combo size = new Combo(shell, SWT.NONE);
      Accessibility.name(size, "Size of the model");
      Accessibility.nameByLabels(shell);
      assertEquals(Optional.of("Name:"), Accessibility.nameOf(name));
      assertEquals(Optional.of("Size of the model"), Accessibility.nameOf(size));
    } finally {
      shell.dispose();
    }
  }

  @Test
  void everyFieldAndTableOfTheEditorsHasAName() throws Exception {
    IWorkbenchPage page = Workbench.openPerspective();
    IProject project = Workbench.project("names");
    IFile model = Workbench.model(project);
    GgufEditor gguf = (GgufEditor) IDE.openEditor(page, model);
    Workbench.settle();
    for (int i = 0; i < PAGES; i++) {
      assertNamed(gguf.page(i));
    }
    IFile experiment = project.getFile("experiment.yaml");
    experiment.create(
        new ByteArrayInputStream(
            """
            weightbench: 1
            name: names
            model: {path: %s}
            sweep:
              strategy: [read]
            repetitions: 2
            """
                .formatted(model.getName())
                .getBytes(StandardCharsets.UTF_8)),
        true,
        null);
    ExperimentEditor editor = (ExperimentEditor) IDE.openEditor(page, experiment);
    Workbench.settle();
    assertNamed(editor.formControl());
    page.closeAllEditors(false);
  }

  @Test
  void everyTableChartAndFieldOfTheViewsHasAName(@TempDir Path folder) throws Exception {
    Workbench.openPerspective();
    ComparisonView comparison =
        Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.compare(List.of(LinkedResult.write(folder)));
    Workbench.settle();
    List<Control> inside =
        List.of(
            comparison.tableWidget(),
            Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class)
                .tableWidget(),
            Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class)
                .runsWidget(),
            Workbench.open(LoadExperimentsPerspective.FINDINGS_VIEW, FindingsView.class)
                .tableWidget(),
            Workbench.open(LoadExperimentsPerspective.TIMELINE_VIEW, TimelineView.class)
                .tableWidget(),
            Workbench.open(LoadExperimentsPerspective.HARDWARE_VIEW, HardwareView.class)
                .inventoryWidget(),
            Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class)
                .tableWidget());
    inside.forEach(control -> assertNamed(Widgets.part(control)));
    comparison.compare(List.of());
    Workbench.settle();
  }

  @Test
  void aChartIsNamedAfterThePictureThatIsDrawn(@TempDir Path folder) throws Exception {
    Workbench.openPerspective();
    ComparisonView comparison =
        Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    Control chart = Widgets.first(comparison.tableWidget().getParent(), ChartPane.class).canvas();
    comparison.compare(List.of());
    Workbench.settle();
    assertEquals(Optional.of("Empty chart"), Accessibility.nameOf(chart));
    comparison.compare(List.of(LinkedResult.write(folder)));
    Workbench.settle();
    for (Map.Entry<String, String> picture :
        Map.of("bars", "Bars", "boxes", "Box Plot").entrySet()) {
      comparison.draw(
          ComparisonPicture.all().stream()
              .filter(each -> each.id().equals(picture.getKey()))
              .findFirst()
              .orElseThrow());
      assertEquals(
          Optional.of(
              "Chart of load times: "
                  + picture.getValue()
                  + ". The table beside it has the same numbers."),
          Accessibility.nameOf(chart));
    }
    comparison.compare(List.of());
    Workbench.settle();
  }

  private static void assertNamed(Control area) {
    List<Control> asked = new ArrayList<>(Widgets.all(area, Text.class));
    asked.addAll(Widgets.all(area, Combo.class));
    asked.addAll(Widgets.all(area, Table.class));
    asked.addAll(Widgets.all(area, Tree.class));
    Widgets.all(area, Canvas.class).stream()
        .filter(canvas -> canvas.getClass() == Canvas.class)
        .forEach(asked::add);
    assertFalse(asked.isEmpty(), area::toString);
    for (Control control : asked) {
      assertTrue(
          Accessibility.nameOf(control).filter(name -> !name.isBlank()).isPresent(),
          () -> control + " in " + area);
    }
  }
}
