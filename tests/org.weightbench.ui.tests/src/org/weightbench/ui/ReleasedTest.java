package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.swt.graphics.Resource;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.comparison.ComparisonView;

/** Views and editors leave nothing behind. */
final class ReleasedTest {
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 50;
  private static final List<String> VIEWS =
      List.of(
          LoadExperimentsPerspective.COMPARISON_VIEW,
          LoadExperimentsPerspective.RESULTS_VIEW,
          LoadExperimentsPerspective.EXPERIMENTS_VIEW,
          LoadExperimentsPerspective.FINDINGS_VIEW,
          LoadExperimentsPerspective.TIMELINE_VIEW,
          LoadExperimentsPerspective.HARDWARE_VIEW,
          LoadExperimentsPerspective.PROFILES_VIEW);

  @AfterEach
  void clear() throws Exception {
    Resource.setNonDisposeHandler(null);
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @TempDir Path folder;
  private ResultFolder result;

  @Test
  void openingAndClosingManyTimesKeepsTheNumberOfWidgetsAndReleasesImages() throws Exception {
    IWorkbenchPage page = Workbench.openPerspective();
    IProject project = Workbench.project("released");
    IFile model = Workbench.model(project);
    IFile experiment = project.getFile("released.yaml");
    experiment.create(
        new ByteArrayInputStream(
            "weightbench: 1\nmodel: {path: a.gguf}\n".getBytes(StandardCharsets.UTF_8)),
        true,
        null);
    result = LinkedResult.write(folder);
    List<Error> leaked = new ArrayList<>();
    for (int i = 0; i < WARM_UPS; i++) {
      openAndClose(page, model, experiment);
    }
    int widgets = widgets();
    Resource.setNonDisposeHandler(leaked::add);
    for (int i = 0; i < ROUNDS; i++) {
      openAndClose(page, model, experiment);
    }
    assertEquals(widgets, widgets());
    System.gc();
    Workbench.settle();
    List<String> own =
        leaked.stream()
            .flatMap(error -> List.of(error.getStackTrace()).stream())
            .map(StackTraceElement::toString)
            .filter(line -> line.contains("weightbench"))
            .distinct()
            .toList();
    assertEquals(List.of(), own, "images that were never released");
    assertEquals(
        List.of(),
        List.of(DebugPlugin.getDefault().getLaunchManager().getLaunches()).stream()
            .flatMap(launch -> RunningExperiment.of(launch).stream())
            .toList());
  }

  private void openAndClose(IWorkbenchPage page, IFile... files) throws Exception {
    for (IFile file : files) {
      IDE.openEditor(page, file);
    }
    for (String view : VIEWS) {
      page.showView(view);
    }
    ComparisonView comparison =
        Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.compare(List.of(result));
    Workbench.settle();
    Widgets.select(comparison.tableWidget(), 0, 1);
    Workbench.settle();
    assertTrue(comparison.chartImage().isPresent(), "the comparison has no chart");
    comparison.compare(List.of());
    Workbench.settle();
    page.closeAllEditors(false);
    for (String view : VIEWS) {
      IViewReference reference = page.findViewReference(view);
      page.hideView(reference);
    }
    Workbench.settle();
  }

  private static int widgets() {
    int count = 0;
    for (Shell shell : Display.getCurrent().getShells()) {
      count += Widgets.all(shell, Control.class).size();
    }
    return count;
  }
}
