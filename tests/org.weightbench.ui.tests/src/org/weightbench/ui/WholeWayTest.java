package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWizard;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.navigator.resources.ProjectExplorer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.comparison.ComparisonActions;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.experiment.ExperimentEditor;
import org.weightbench.ui.internal.profiles.ProfileActions;
import org.weightbench.ui.internal.profiles.ProfilesView;
import org.weightbench.ui.internal.progress.ProgressView;
import org.weightbench.ui.internal.results.ResultsView;

/** What a new user does, from an empty workspace to an exported profile, by the same widgets. */
final class WholeWayTest {
  private static final String NAME = "whole-way-" + ProcessHandle.current().pid();

  @TempDir Path folder;

  @AfterEach
  void clear() throws Exception {
    Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class)
        .compare(List.of());
    page().closeAllEditors(false);
    Files.deleteIfExists(ProfileStore.ofUser().file(NAME));
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void fromASampleProjectToAnExportedProfile() throws Exception {
    Workbench.openPerspective();
    IProject project = makeTheSampleProject();
    IFile experiment = project.getFile("sample.yaml");
    askForLittle(page().getActiveEditor(), experiment);

    runAs(experiment);
    ResultFolder result = watchItToItsEnd();

    ComparisonView comparison =
        Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    Table table = comparison.tableWidget();
    Workbench.await("both cells, compared", () -> table.getItemCount() == 2);
    Workbench.settle();
    changeTheBaseline(table);
    TuningProfile profile = saveTheBestAsProfile(comparison);
    assertEquals(result.path().toString(), profile.support().result());
    makeAProfileFile(project);
    theProjectExplorerKnowsResultsAndProfiles(project, result, comparison);
    export(comparison, profile);
    assertEquals(2, Result.read(result).cells().size());
  }

  private static IWorkbenchPage page() {
    return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
  }

  private static IProject makeTheSampleProject() throws Exception {
    WizardDialog dialog = wizard("org.weightbench.ui.sampleProject", StructuredSelection.EMPTY);
    Combo size = Widgets.first(dialog.getShell(), Combo.class);
    size.setText("2 MiB");
    size.notifyListeners(SWT.Modify, new Event());
    Widgets.press(dialog.getShell(), "Finish");
    Workbench.settle();
    assertEquals(null, dialog.getShell(), "the wizard is still open");
    IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject("sample");
    assertTrue(project.getFile("sample.gguf").exists());
    return project;
  }

  private static void askForLittle(IEditorPart part, IFile experiment) throws Exception {
    ExperimentEditor editor = (ExperimentEditor) part;
    Control form = editor.formControl();
    for (String box : List.of("direct", "cold")) {
      Button button = Widgets.button(form, box);
      assertTrue(button.getSelection(), box);
      button.setSelection(false);
      button.notifyListeners(SWT.Selection, new Event());
    }
    replace(form, "1, 2", "1");
    replace(form, String.valueOf(ExperimentDefinition.STANDARD_REPETITIONS), "2");
    Workbench.settle();
    assertTrue(editor.isDirty());
    PlatformUI.getWorkbench()
        .getService(IHandlerService.class)
        .executeCommand("org.eclipse.ui.file.save", null);
    Workbench.settle();
    assertFalse(editor.isDirty());
    assertTrue(experiment.readString().contains("repetitions: 2"), experiment.readString());
  }

  private static void replace(Control form, String before, String after) {
    Widgets.all(form, Text.class).stream()
        .filter(text -> text.getText().equals(before))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no field holds " + before))
        .setText(after);
  }

  private static Tree selectInExplorer(IResource resource) throws Exception {
    ProjectExplorer explorer = Workbench.open(ProjectExplorer.VIEW_ID, ProjectExplorer.class);
    explorer.selectReveal(new StructuredSelection(resource));
    Workbench.settle();
    Tree tree = explorer.getCommonViewer().getTree();
    assertEquals(1, tree.getSelectionCount());
    return tree;
  }

  private static void runAs(IFile experiment) throws Exception {
    Widgets.choose(selectInExplorer(experiment), "Run As", "1 Load Experiment");
  }

  private static void theProjectExplorerKnowsResultsAndProfiles(
      IProject project, ResultFolder result, ComparisonView comparison) throws Exception {
    comparison.compare(List.of());
    Workbench.await("no rows", () -> comparison.tableWidget().getItemCount() == 0);
    IFolder folder = project.getFolder("results").getFolder(result.name());
    Widgets.choose(selectInExplorer(folder), "Compare Load Results");
    Workbench.await("the rows", () -> comparison.tableWidget().getItemCount() == 2);
    assertFalse(
        Widgets.menu(selectInExplorer(project.getFolder("results")))
            .contains("Compare Load Results"));
    IFile profile = project.getFile("fast.tuning.yaml");
    assertTrue(Widgets.menu(selectInExplorer(profile)).contains("Add to Tuning Profiles"));
  }

  /** Until its experiment begins, another launch that only waits stands for it. */
  private static Optional<ILaunch> launched(ILaunchManager launches) {
    return Arrays.stream(launches.getLaunches())
        .filter(launch -> !RunningExperiment.of(launch).isEmpty())
        .findFirst();
  }

  private static ResultFolder watchItToItsEnd() throws Exception {
    ProgressView progress =
        Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class);
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    Workbench.await("the experiment", () -> launched(launches).isPresent());
    Workbench.awaitResult(launched(launches).orElseThrow());
    Workbench.await(
        "the word that it ended",
        () -> Widgets.texts(progress.runsWidget(), "State").equals(List.of("complete")));
    Workbench.await(
        "all samples of both cells",
        () -> Widgets.texts(progress.cellsWidget(), "Samples").equals(List.of("2 of 2", "2 of 2")));
    ResultsView results =
        Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    Workbench.await(
        "the result in the history",
        () -> Widgets.texts(results.tableWidget(), "State").equals(List.of("complete")));
    return results.entries().getFirst().folder();
  }

  private static void changeTheBaseline(Table table) {
    List<String> before = Widgets.texts(table, "Against baseline");
    int other = before.get(0).equals("baseline") ? 1 : 0;
    String strategy = Widgets.texts(table, "Strategy").get(other);
    Widgets.select(table, other);
    Widgets.choose(table, "Use as Baseline");
    Workbench.await(
        "the other baseline",
        () -> {
          int row = Widgets.texts(table, "Strategy").indexOf(strategy);
          return row >= 0 && Widgets.texts(table, "Against baseline").get(row).equals("baseline");
        });
  }

  private static TuningProfile saveTheBestAsProfile(ComparisonView comparison) throws Exception {
    Widgets.select(comparison.tableWidget(), 0);
    String best = Widgets.texts(comparison.tableWidget(), "Strategy").getFirst();
    Dialogs.answer(
        "Save as Tuning Profile",
        () -> Widgets.choose(comparison.tableWidget(), "Save as Tuning Profile..."),
        shell -> nameAndAccept(shell));
    ProfilesView profiles =
        Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class);
    Workbench.await(
        "the profile", () -> Widgets.texts(profiles.tableWidget(), "Name").contains(NAME));
    TuningProfile saved = ProfileStore.ofUser().find(NAME);
    assertEquals(best, saved.settings().get("strategy"));
    return saved;
  }

  private static void makeAProfileFile(IProject project) throws Exception {
    WizardDialog dialog = wizard("org.weightbench.ui.newProfile", new StructuredSelection(project));
    Widgets.press(dialog.getShell(), "Next >");
    Workbench.settle();
    Combo cells = Widgets.all(dialog.getShell(), Combo.class).get(1);
    assertEquals(2, cells.getItemCount());
    Button keep =
        Widgets.button(
            dialog.getShell(), "Keep it among the profiles of the Tuning Profiles view, too");
    keep.setSelection(false);
    Widgets.press(dialog.getShell(), "Finish");
    Workbench.settle();
    TuningProfile made =
        ProfileFile.parse("fast", project.getFile("fast.tuning.yaml").readString());
    assertEquals(2, made.support().samples());
  }

  private static WizardDialog wizard(String id, StructuredSelection selection) throws Exception {
    IWorkbenchWizard wizard =
        PlatformUI.getWorkbench().getNewWizardRegistry().findWizard(id).createWizard();
    wizard.init(PlatformUI.getWorkbench(), selection);
    WizardDialog dialog =
        new WizardDialog(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(), wizard);
    dialog.setBlockOnOpen(false);
    dialog.open();
    return dialog;
  }

  private static void nameAndAccept(Shell shell) {
    Text name = Widgets.first(shell, Text.class);
    name.setText("no name");
    assertFalse(Widgets.button(shell, "OK").isEnabled(), "a bad name can be taken");
    name.setText(NAME);
    Widgets.press(shell, "OK");
  }

  private void export(ComparisonView comparison, TuningProfile profile) throws Exception {
    Path csv = folder.resolve("comparison.csv");
    ComparisonActions.export(comparison, "CSV", csv);
    ProfilesView profiles =
        Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class);
    for (Export export : Export.all()) {
      Path file = folder.resolve(export.id());
      ProfileActions.export(profiles, profile, export, file);
      Workbench.settle();
      assertEquals(export.write(profile), Files.readString(file));
    }
    Workbench.await("the table as CSV", () -> Files.exists(csv));
    assertEquals(3, Files.readAllLines(csv).size());
  }
}
