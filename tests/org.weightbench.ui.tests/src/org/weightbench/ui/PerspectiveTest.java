package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PerspectiveTest {

  @Test
  void thePerspectiveShowsModelsResultsComparisonAndConsole() throws Exception {
    IWorkbenchPage page = Workbench.openPerspective();
    Set<String> shown =
        Arrays.stream(page.getViewReferences())
            .filter(reference -> reference.getView(true) != null)
            .map(IViewReference::getId)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "org.eclipse.ui.navigator.ProjectExplorer",
            LoadExperimentsPerspective.RESULTS_VIEW,
            LoadExperimentsPerspective.COMPARISON_VIEW,
            "org.eclipse.ui.console.ConsoleView",
            LoadExperimentsPerspective.EXPERIMENTS_VIEW,
            LoadExperimentsPerspective.FINDINGS_VIEW,
            LoadExperimentsPerspective.TIMELINE_VIEW,
            LoadExperimentsPerspective.HARDWARE_VIEW,
            LoadExperimentsPerspective.PROFILES_VIEW,
            IPageLayout.ID_PROBLEM_VIEW),
        shown);
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @ParameterizedTest
  @CsvSource({
    LoadExperimentsPerspective.COMPARISON_VIEW + ",Chart",
    LoadExperimentsPerspective.COMPARISON_VIEW + ",Show New Experiments",
    LoadExperimentsPerspective.FINDINGS_VIEW + ",Judge Whole Results",
    LoadExperimentsPerspective.HARDWARE_VIEW + ",Measure Ceilings"
  })
  void whatStandsInTheToolBarIsInTheMenuOfItsViewToo(String view, String label) throws Exception {
    Workbench.openPerspective();
    List<String> menu = Widgets.menu(Workbench.open(view, IViewPart.class));
    assertTrue(menu.contains(label), menu.toString());
  }

  @Test
  void theProductIsNamedAndStartsInThePerspective() {
    assertNotNull(
        PlatformUI.getWorkbench()
            .getPerspectiveRegistry()
            .findPerspectiveWithId(LoadExperimentsPerspective.ID));
    assertNotNull(
        Platform.getExtensionRegistry()
            .getExtension("org.eclipse.core.runtime.products", "org.weightbench.ui.product"));
  }
}
