package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.actions.ActionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.HistoryEntry;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.launching.Subject;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.comparison.ComparisonActions;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.findings.FindingsView;
import org.weightbench.ui.internal.findings.FindingsWhenDone;
import org.weightbench.ui.internal.hardware.HardwareView;
import org.weightbench.ui.internal.launch.Configurations;
import org.weightbench.ui.internal.profiles.ProfilesView;
import org.weightbench.ui.internal.profiles.SaveProfile;
import org.weightbench.ui.internal.progress.ProgressView;
import org.weightbench.ui.internal.results.ResultActions;
import org.weightbench.ui.internal.results.ResultsView;
import org.weightbench.ui.internal.timeline.TimelineView;

/** One real experiment, seen through every view. */
final class ViewsTest {
  private static final String GROUP_TYPE =
      "org.eclipse.debug.core.groups.GroupLaunchConfigurationType";
  private static final String PROFILE = "views-test";

  @TempDir Path folder;
  private ComparisonView comparison;
  private IFile model;

  @BeforeEach
  void openWorkbench() throws Exception {
    Workbench.openPerspective();
    model = Workbench.model(Workbench.project("views"));
    comparison = Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
  }

  @AfterEach
  void clear() throws Exception {
    comparison.compare(List.of());
    Files.deleteIfExists(ProfileStore.ofUser().file(PROFILE));
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void anExperimentIsWatchedComparedJudgedAndItsBestSettingsAreSaved() throws Exception {
    ProgressView progress =
        Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class);
    ResultFolder result = run("strategy", "mmap, read", "3");
    Workbench.await(
        "all samples of both cells",
        () -> Widgets.texts(progress.cellsWidget(), "Samples").equals(List.of("3 of 3", "3 of 3")));
    Workbench.await(
        "the end of both cells",
        () ->
            Widgets.texts(progress.cellsWidget(), "State").equals(List.of("complete", "complete")));
    assertEquals(List.of("mmap", "read"), Widgets.texts(progress.cellsWidget(), "Cell"));
    assertFalse(Widgets.texts(progress.cellsWidget(), "Median").contains(""));
    aDotOfTheRateSelectsItsCell(progress);
    Workbench.await(
        "the end of the experiment",
        () -> Widgets.texts(progress.runsWidget(), "State").equals(List.of("complete")));

    comparison.compare(List.of(result));
    Workbench.await("the rows", () -> comparison.tableWidget().getItemCount() == 2);
    Workbench.settle();
    everyPictureThatSuitsIsDrawn();
    exportsAreWholeFiles();

    select(comparison.tableWidget(), 0);
    ComparisonRow best = comparison.selection().getFirst();
    findingsAndTimelineFollowTheSelection(result, best);
    aProfileIsSavedShownAndCompared(best);
    aNameThatIsTakenIsNotProposedAgain(best);
    theMachineOfTheResultIsShown();
  }

  @Test
  void resultsAreRenamedExportedImportedAndDeleted() throws Exception {
    ResultFolder result = run("strategy", "read", "1");
    ResultsView results =
        Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    Workbench.await("the result", () -> results.entries().size() == 1);
    ResultActions.rename(results, result, "renamed");
    Workbench.await("the new name", () -> names(results).equals(List.of("renamed")));
    ResultFolder renamed = results.entries().getFirst().folder();
    Path archive = folder.resolve("renamed.zip");
    ResultActions.export(results, renamed, archive);
    Workbench.await("the archive", () -> Files.exists(archive));
    Workbench.settle();
    ResultActions.delete(results, renamed);
    Workbench.await("nothing", () -> results.entries().isEmpty());
    assertFalse(Files.exists(renamed.path()));
    ResultActions.importFrom(results, archive);
    Workbench.await("the imported result", () -> names(results).equals(List.of("renamed")));
    assertEquals(HistoryEntry.State.COMPLETE, results.entries().getFirst().state());
    results.select(List.of(results.entries().getFirst().folder()));
    List<String> menu = Widgets.menu(results.tableWidget());
    assertTrue(
        menu.containsAll(List.of("Compare", "Relaunch", "Rename...", "Export...", "Delete")),
        menu.toString());
  }

  @Test
  void theFindingsOpenAtEachEndOfADiagnosisAndOfNothingElse() throws Exception {
    ILaunchConfigurationWorkingCopy configuration = configuration("strategy", "read", "1");
    IWorkbenchPage page = Workbench.openPerspective();
    hideFindings(page);
    runToTheEnd(configuration.doSave());
    Workbench.settle();
    assertNull(page.findView(LoadExperimentsPerspective.FINDINGS_VIEW));
    ILaunchConfiguration diagnosis = FindingsWhenDone.wantedBy(configuration.doSave());
    for (int run = 0; run < 2; run++) {
      hideFindings(page);
      runToTheEnd(diagnosis);
      Workbench.await(
          "the findings",
          () -> page.findView(LoadExperimentsPerspective.FINDINGS_VIEW) instanceof FindingsView);
    }
  }

  private static void hideFindings(IWorkbenchPage page) {
    IViewReference open = page.findViewReference(LoadExperimentsPerspective.FINDINGS_VIEW);
    if (open != null) {
      page.hideView(open);
    }
  }

  private static void runToTheEnd(ILaunchConfiguration configuration) throws Exception {
    Workbench.awaitResult(
        configuration.launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true));
  }

  @Test
  void aResultIsMeasuredAgainAsIsPreferred() throws Exception {
    ResultFolder result = run("strategy", "read", "1");
    ResultsView results =
        Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    Workbench.await("the result", () -> complete(results) == 1);
    IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(LaunchPreferences.NODE);
    preferences.put(LaunchPreferences.JAVA_ARGUMENTS, "-Xmx1g");
    try {
      results.select(List.of(result));
      Widgets.choose(results.tableWidget(), "Relaunch");
      Workbench.await("one more result", () -> complete(results) == 2);
    } finally {
      preferences.remove(LaunchPreferences.JAVA_ARGUMENTS);
    }
    List<String> arguments = new ArrayList<>();
    for (ILaunchConfiguration each :
        DebugPlugin.getDefault().getLaunchManager().getLaunchConfigurations()) {
      LaunchSettings settings = LaunchSettings.read(each);
      if (settings.subject() instanceof Subject.ExperimentFile) {
        arguments.add(settings.runner().javaArguments());
      }
    }
    assertEquals(List.of("-Xmx1g"), arguments);
  }

  private static long complete(ResultsView results) {
    return results.entries().stream()
        .filter(entry -> entry.state() == HistoryEntry.State.COMPLETE)
        .count();
  }

  @Test
  void aResultThatIsMeasuredIsNeitherRenamedNorDeleted() throws Exception {
    ResultsView results =
        Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    ILaunch launch = launch("strategy", "read", "50");
    Workbench.await("the folder", () -> experiment(launch).progress().folder().isPresent());
    ResultFolder measured = new ResultFolder(experiment(launch).progress().folder().orElseThrow());
    Workbench.await("the result", () -> names(results).equals(List.of(measured.name())));
    results.select(List.of(measured));
    for (String entry : List.of("Rename...", "Delete")) {
      refuses(() -> Widgets.choose(results.tableWidget(), entry));
    }
    for (ActionFactory key : List.of(ActionFactory.RENAME, ActionFactory.DELETE)) {
      refuses(results.getViewSite().getActionBars().getGlobalActionHandler(key.getId())::run);
    }
    launch.terminate();
    Workbench.awaitEnd(launch);
    assertTrue(Files.exists(measured.path()));
  }

  private static void refuses(Dialogs.Opening what) throws Exception {
    Dialogs.answer("The Result Is Being Measured", what, shell -> Widgets.press(shell, "OK"));
  }

  @Test
  void theFastestLoadOfAResultIsToldUnderEachCondition() throws Exception {
    ManySamples.write(model.getProject().getLocation().toPath().resolve(Locations.RESULTS));
    ResultsView results =
        Workbench.open(LoadExperimentsPerspective.RESULTS_VIEW, ResultsView.class);
    results.refresh();
    Workbench.await(
        "a time for each state of the cache",
        () ->
            Widgets.texts(results.tableWidget(), "Fastest").stream()
                .anyMatch(text -> text.matches("cold [0-9.]+ s, warm [0-9.]+ s")));
  }

  @Test
  void whatWaitsIsShownAndCanBeTakenOutOfTheQueue() throws Exception {
    ProgressView progress =
        Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class);
    assertTrue(progress.isEmpty());
    Path second =
        Files.copy(
            model.getLocation().toPath(),
            model.getLocation().toPath().resolveSibling("second.gguf"));
    ILaunchConfigurationWorkingCopy configuration = Configurations.fromShortcut(model);
    LaunchSettings.read(configuration)
        .withSubject(new Subject.Models(List.of(model.getLocation().toString(), second.toString())))
        .withSweep(Map.of("strategy", "read", "cache", "warm"), "50", "1")
        .write(configuration);
    ILaunch launch =
        configuration.launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true);
    Workbench.await(
        "both experiments",
        () ->
            Widgets.texts(progress.runsWidget(), "State")
                .equals(List.of("waits for its turn", "running")));
    assertFalse(progress.isEmpty());
    select(progress.runsWidget(), 0);
    assertFalse(progress.pauseAction().isEnabled());
    progress.stopAction().run();
    Workbench.await("one experiment", () -> progress.runsWidget().getItemCount() == 1);
    select(progress.runsWidget(), 0);
    progress.stopAction().run();
    assertEquals(ExperimentProgress.State.INTERRUPTED, Workbench.awaitEnd(launch).state());
  }

  @Test
  void theConfigurationsOfALaunchGroupAreShownOnceEach() throws Exception {
    ProgressView progress =
        Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class);
    ILaunchConfigurationWorkingCopy member = Configurations.fromShortcut(model);
    LaunchSettings.read(member)
        .withSweep(Map.of("strategy", "read", "cache", "warm"), "1", "1")
        .write(member);
    ILaunchConfigurationWorkingCopy group =
        DebugPlugin.getDefault()
            .getLaunchManager()
            .getLaunchConfigurationType(GROUP_TYPE)
            .newInstance(null, "group");
    String element = "org.eclipse.debug.core.launchGroup.0.";
    group.setAttribute(element + "name", member.doSave().getName());
    group.setAttribute(element + "enabled", true);
    group.setAttribute(element + "mode", ILaunchManager.RUN_MODE);
    group.setAttribute(element + "action", "NONE");
    group.launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true);
    Workbench.await(
        "the end", () -> Widgets.texts(progress.runsWidget(), "State").equals(List.of("complete")));
    assertEquals(List.of("stories260K-F32"), Widgets.texts(progress.runsWidget(), "Experiment"));
  }

  @Test
  void pausingLeavesAFolderThatIsResumedFromTheSameView() throws Exception {
    ProgressView progress =
        Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class);
    ILaunch launch = launch("strategy", "read", "8");
    Workbench.await("a sample", () -> experiment(launch).progress().done() > 0);
    Workbench.await("the action", () -> progress.pauseAction().isEnabled());
    progress.pauseAction().run();
    ExperimentProgress end = Workbench.awaitEnd(launch);
    assertEquals(ExperimentProgress.State.INTERRUPTED, end.state());
    int samples = ResultFolder.open(end.folder().orElseThrow()).samples().size();
    assertTrue(samples >= 1 && samples < 8, "found " + samples + " samples");
    assertEquals(samples, experiment(launch).cells().samples().size());

    Workbench.await("the action", () -> progress.resumeAction().isEnabled());
    progress.resumeAction().run();
    Workbench.await(
        "the end of what was resumed",
        () ->
            Widgets.texts(progress.runsWidget(), "State").stream()
                .limit(1)
                .toList()
                .equals(List.of("complete")));
    assertEquals(8, ResultFolder.open(end.folder().orElseThrow()).samples().size());
    assertFalse(progress.resumeAction().isEnabled());
  }

  private static void aDotOfTheRateSelectsItsCell(ProgressView progress) {
    Table cells = progress.cellsWidget();
    ChartPane rates = Widgets.first(cells.getParent(), ChartPane.class);
    Workbench.await("a dot for each sample", () -> rates.spots().size() == 6);
    Widgets.click(rates, rates.spots().getLast());
    assertEquals(1, cells.getSelectionCount());
  }

  private void everyPictureThatSuitsIsDrawn() {
    Set<Object> images = new HashSet<>();
    for (ComparisonPicture picture : ComparisonPicture.all()) {
      if (picture.suits(comparison.comparison().orElseThrow())) {
        Object before = comparison.chartImage().map(Object.class::cast).orElse("none");
        comparison.draw(picture);
        Workbench.await(
            "the picture " + picture.id(),
            () -> comparison.chartImage().filter(image -> image != before).isPresent());
        images.add(comparison.chartImage().orElseThrow());
      }
    }
    assertEquals(2, images.size(), "bars and boxes suit one axis of two words");
  }

  private void exportsAreWholeFiles() throws Exception {
    for (String format : List.of("CSV", "MARKDOWN", "PNG", "SVG")) {
      Path file = folder.resolve("out." + format);
      ComparisonActions.export(comparison, format, file);
      Workbench.await(format, () -> Files.exists(file));
    }
    Workbench.settle();
    assertEquals(3, Files.readAllLines(folder.resolve("out.CSV")).size());
    assertTrue(Files.readString(folder.resolve("out.MARKDOWN")).startsWith("| "));
    assertTrue(Files.readString(folder.resolve("out.SVG")).contains("Load time, s"));
    byte[] png = Files.readAllBytes(folder.resolve("out.PNG"));
    assertEquals(1800, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
  }

  private void findingsAndTimelineFollowTheSelection(ResultFolder result, ComparisonRow best)
      throws Exception {
    FindingsView findings =
        Workbench.open(LoadExperimentsPerspective.FINDINGS_VIEW, FindingsView.class);
    Workbench.settle();
    assertFalse(
        Widgets.all(findings.tableWidget().getShell(), Label.class).stream()
            .anyMatch(label -> label.getText().startsWith("Select a result or a row")),
        "what was selected before the view opened is not judged");
    findings.judge(List.of(result));
    Workbench.settle();
    Table found = findings.tableWidget();
    if (found.getItemCount() > 0) {
      select(found, 0);
      assertTrue(findings.detailText().contains("What to do:"), findings.detailText());
    }
    TimelineView timeline =
        Workbench.open(LoadExperimentsPerspective.TIMELINE_VIEW, TimelineView.class);
    timeline.show(best);
    Workbench.await(
        "the timeline or the word that there is none",
        () ->
            timeline.chartImage().isPresent()
                || Widgets.all(timeline.tableWidget().getShell(), Label.class).stream()
                    .anyMatch(label -> label.getText().startsWith("No timeline was recorded")));
  }

  private void aProfileIsSavedShownAndCompared(ComparisonRow best) throws Exception {
    ProfilesView profiles =
        Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class);
    new SaveProfile(profiles.tableWidget(), profiles::refresh).save(best, PROFILE);
    Workbench.await(
        "the profile", () -> Widgets.texts(profiles.tableWidget(), "Name").contains(PROFILE));
    select(profiles.tableWidget(), Widgets.texts(profiles.tableWidget(), "Name").indexOf(PROFILE));
    TuningProfile saved = ProfileStore.ofUser().find(PROFILE);
    assertEquals(best.summary().cell(), saved.cell());
    assertTrue(profiles.detailText().startsWith(PROFILE + ": "), profiles.detailText());
    assertTrue(Widgets.menu(profiles.tableWidget()).contains("Export"));
  }

  private static void aNameThatIsTakenIsNotProposedAgain(ComparisonRow best) throws Exception {
    ProfilesView profiles =
        Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class);
    SaveProfile saving = new SaveProfile(profiles.tableWidget(), profiles::refresh);
    String first = proposed(saving, best, "OK");
    try {
      Workbench.await(
          "the profile", () -> Widgets.texts(profiles.tableWidget(), "Name").contains(first));
      assertNotEquals(first, proposed(saving, best, "Cancel"));
    } finally {
      Files.deleteIfExists(ProfileStore.ofUser().file(first));
    }
  }

  private static String proposed(SaveProfile saving, ComparisonRow best, String button)
      throws Exception {
    List<String> proposed = new ArrayList<>();
    Dialogs.answer(
        "Save as Tuning Profile",
        () -> saving.ask(best),
        shell -> {
          proposed.add(Widgets.first(shell, Text.class).getText());
          Widgets.press(shell, button);
        });
    return proposed.getFirst();
  }

  private static void theMachineOfTheResultIsShown() throws Exception {
    HardwareView hardware =
        Workbench.open(LoadExperimentsPerspective.HARDWARE_VIEW, HardwareView.class);
    hardware.readHere();
    Workbench.await("the inventory", () -> hardware.inventoryWidget().getItemCount() > 10);
    assertTrue(Widgets.texts(hardware.inventoryWidget(), "Part").contains("Processor"));
  }

  private static void select(Table table, int row) {
    Widgets.select(table, row);
    Workbench.settle();
  }

  private static List<String> names(ResultsView results) {
    return results.entries().stream().map(entry -> entry.folder().name()).toList();
  }

  private ResultFolder run(String axis, String values, String repetitions) throws Exception {
    return Workbench.awaitResult(launch(axis, values, repetitions));
  }

  private ILaunch launch(String axis, String values, String repetitions) throws Exception {
    return configuration(axis, values, repetitions)
        .launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true);
  }

  private ILaunchConfigurationWorkingCopy configuration(
      String axis, String values, String repetitions) throws Exception {
    ILaunchConfigurationWorkingCopy configuration = Configurations.fromShortcut(model);
    LaunchSettings.read(configuration)
        .withSweep(Map.of(axis, values, "cache", "warm"), repetitions, "1")
        .write(configuration);
    return configuration;
  }

  private static RunningExperiment experiment(ILaunch launch) {
    return RunningExperiment.of(launch).getFirst();
  }
}
