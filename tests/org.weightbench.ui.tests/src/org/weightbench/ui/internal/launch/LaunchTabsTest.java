package org.weightbench.ui.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.launching.RunnerSettings;
import org.weightbench.launching.Subject;
import org.weightbench.os.Capabilities;
import org.weightbench.os.Capability;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;

final class LaunchTabsTest {
  private final SubjectCheck check = new SubjectCheck();
  private final ModelTab modelTab = new ModelTab(check);
  private final SweepTab sweepTab = new SweepTab(check);
  private final EnvironmentTab environmentTab = new EnvironmentTab();
  private final RunnerTab runnerTab = new RunnerTab();
  private Shell shell;
  private IFile model;
  private ILaunchConfigurationWorkingCopy configuration;

  @BeforeEach
  void createTabs() throws Exception {
    model = Workbench.model(Workbench.project("tabs"));
    shell = new Shell(Display.getCurrent());
    shell.setLayout(new FillLayout());
    modelTab.createControl(shell);
    sweepTab.createControl(shell);
    environmentTab.createControl(shell);
    runnerTab.createControl(shell);
    shell.setSize(900, 700);
    configuration = Configurations.empty();
    setDefaults();
    LaunchSettings.standard(new Subject.Models(Locations.of(model))).write(configuration);
    initialize();
  }

  @AfterEach
  void dispose() throws Exception {
    shell.dispose();
    modelTab.dispose();
    sweepTab.dispose();
    environmentTab.dispose();
    runnerTab.dispose();
    Workbench.clear();
  }

  @Test
  void whatTheTabsReadTheyWriteUnchanged() throws Exception {
    LaunchSettings settings =
        new LaunchSettings(
            new Subject.Models(Locations.of(model)),
            Map.of("strategy", "read", "deliver", "copied, f32", "threads", "1, 3"),
            "7",
            "42",
            "3%",
            "10min",
            "/somewhere/results",
            new RunnerSettings(System.getProperty("java.home"), "2 GiB", "-ea"));
    settings.write(configuration);
    initialize();
    LaunchSettings.standard(new Subject.Models("")).write(configuration);
    apply();
    assertEquals(settings, LaunchSettings.read(configuration));
  }

  @Test
  void aModelThatCanBeReadIsValidAndItsSizeIsShown() {
    awaitFacts();
    assertTrue(modelTab.isValid(configuration));
    assertNull(modelTab.getErrorMessage());
    assertTrue(labels().stream().anyMatch(text -> text.contains("1.13 MiB")), labels().toString());
  }

  @Test
  void aNewConfigurationStartsWithWhatIsPreferred() throws Exception {
    IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(LaunchPreferences.NODE);
    preferences.put(LaunchPreferences.JAVA_ARGUMENTS, "-Xmx1g");
    try {
      setDefaults();
      assertEquals("-Xmx1g", LaunchSettings.read(configuration).runner().javaArguments());
    } finally {
      preferences.remove(LaunchPreferences.JAVA_ARGUMENTS);
    }
  }

  @Test
  void aNewConfigurationStartsWithWhatTheProductIsCustomizedTo() throws Exception {
    IEclipsePreferences customization = DefaultScope.INSTANCE.getNode(LaunchPreferences.NODE);
    customization.put(LaunchPreferences.REPETITIONS, "3");
    try {
      setDefaults();
      assertEquals("3", LaunchSettings.read(configuration).repetitions());
    } finally {
      customization.remove(LaunchPreferences.REPETITIONS);
    }
  }

  @Test
  void severalModelsAreCheckedAndCounted() throws Exception {
    Path first = model.getLocation().toPath();
    Path second = Files.copy(first, first.resolveSibling("second.gguf"));
    Subject subject = new Subject.Models(List.of(first.toString(), second.toString()));
    LaunchSettings.standard(subject)
        .withSweep(Map.of("strategy", "mmap, read", "cache", "warm"), "3", "1")
        .write(configuration);
    initialize();
    awaitFacts();
    assertTrue(modelTab.isValid(configuration));
    apply();
    assertEquals(subject, LaunchSettings.read(configuration).subject());
    sweepTab.isValid(configuration);
    Workbench.await(
        "the count",
        () -> cost().contains("For each of 2 models, one after the other: 12 samples"));
    Files.writeString(second, "just text, and quite a lot of it\n");
    initialize();
    awaitFacts();
    assertFalse(modelTab.isValid(configuration));
    assertTrue(modelTab.getErrorMessage().contains("second.gguf"), modelTab.getErrorMessage());
  }

  @Test
  void shardsOfOneModelCountOnceAndTheSecondIsToldAsAWarning() {
    String location = Locations.of(model);
    point(new Subject.Models(List.of(location, model.getLocation().toString())));
    awaitFacts();
    assertTrue(modelTab.isValid(configuration));
    assertTrue(
        modelTab.getWarningMessage().endsWith("belong to the same model; it counts once."),
        modelTab.getWarningMessage());
  }

  @Test
  void aFileThatIsNoModelIsToldInTheTitleArea() throws Exception {
    Path text = model.getProject().getLocation().toPath().resolve("text.gguf");
    Files.writeString(text, "just text, and quite a lot of it\n");
    point(new Subject.Models(text.toString()));
    awaitFacts();
    assertFalse(modelTab.isValid(configuration));
    assertTrue(modelTab.getErrorMessage().contains("text.gguf"), modelTab.getErrorMessage());
    assertTrue(modelTab.getErrorMessage().contains("byte 0"), modelTab.getErrorMessage());
  }

  @Test
  void nothingChosenAndMissingFilesAreToldToo() {
    point(new Subject.Models(""));
    awaitFacts();
    assertFalse(modelTab.isValid(configuration));
    assertTrue(modelTab.getErrorMessage().startsWith("Choose a GGUF file"));
    point(new Subject.ExperimentFile("/nowhere/a.experiment.yaml"));
    awaitFacts();
    assertFalse(modelTab.isValid(configuration));
    assertTrue(modelTab.getErrorMessage().contains("does not exist"));
  }

  @Test
  void theCostIsCountedWhileTheSweepIsEdited() throws Exception {
    LaunchSettings.read(configuration)
        .withSweep(Map.of("strategy", "mmap, read, direct", "cache", "cold, warm"), "5", "1")
        .write(configuration);
    initialize();
    awaitFacts();
    assertTrue(sweepTab.isValid(configuration));
    awaitCost("6 cells \u00d7 5 repetitions = 30 samples; reads");
    box("direct").setSelection(false);
    box("direct").notifyListeners(SWT.Selection, new Event());
    text("5").setText("1");
    apply();
    assertTrue(sweepTab.isValid(configuration));
    awaitCost("4 cells \u00d7 one repetition = 4 samples; reads");
  }

  @Test
  void combinationsThatCannotBeAreCountedAndExplained() throws Exception {
    LaunchSettings settings = LaunchSettings.read(configuration);
    settings
        .withSweep(Map.of("strategy", "mmap, read", "deliver", "mapped, copied"), "1", "1")
        .write(configuration);
    initialize();
    assertTrue(sweepTab.isValid(configuration));
    Workbench.await("the count", () -> cost().contains("One combination cannot be"));
  }

  @Test
  void precisionAndBudgetAreCheckedOnTheEnvironmentTab() throws Exception {
    LaunchSettings.read(configuration).withEffort("3%", "soon").write(configuration);
    initialize();
    assertFalse(environmentTab.isValid(configuration));
    assertTrue(environmentTab.getErrorMessage().startsWith("Budget: found 'soon'"));
    text("soon").setText("10min");
    apply();
    assertTrue(environmentTab.isValid(configuration));
    assertEquals("10min", LaunchSettings.read(configuration).budget());
  }

  @Test
  void whatTheSystemAllowsIsListedWithTheReasonsWhatItRefusesFirst() {
    environmentTab.isValid(configuration);
    Workbench.await("the facilities", () -> Widgets.first(shell, Table.class).getItemCount() > 0);
    Table facilities = Widgets.first(shell, Table.class);
    List<String> names = Widgets.texts(facilities, "Facility");
    assertTrue(
        names.containsAll(Capabilities.all().stream().map(Capability::name).toList()),
        names.toString());
    assertTrue(names.contains("strategy direct"), names.toString());
    List<String> answers = Widgets.texts(facilities, "Available");
    assertEquals(answers.stream().sorted().toList(), answers);
    List<String> reasons = Widgets.texts(facilities, "Why not");
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(answers.get(i).equals("yes"), reasons.get(i).isEmpty(), names.get(i));
    }
  }

  @Test
  void aHomeWithoutJavaIsToldInTheTitleAreaOfTheRunner() throws Exception {
    LaunchSettings.read(configuration)
        .withRunner(new RunnerSettings(model.getProject().getLocation().toString(), "", ""))
        .write(configuration);
    initialize();
    Workbench.await("the answer", () -> !runnerTab.isValid(configuration));
    assertTrue(runnerTab.getErrorMessage().contains("is not Java 25"), runnerTab.getErrorMessage());
    LaunchSettings.read(configuration).withRunner(RunnerSettings.STANDARD).write(configuration);
    initialize();
    Workbench.await("a Java", () -> labels().stream().anyMatch(text -> text.startsWith("Runs in")));
    assertTrue(runnerTab.isValid(configuration));
  }

  @Test
  void aBadHeapIsToldInTheTitleAreaOfTheRunner() throws Exception {
    LaunchSettings.read(configuration)
        .withRunner(new RunnerSettings("", "much", ""))
        .write(configuration);
    initialize();
    assertFalse(runnerTab.isValid(configuration));
    assertTrue(runnerTab.getErrorMessage().startsWith("Heap: found 'much'"));
    text("much").setText("2 GiB");
    apply();
    assertTrue(runnerTab.isValid(configuration));
    assertEquals("2 GiB", LaunchSettings.read(configuration).runner().heap());
  }

  @Test
  void aBadValueIsToldInTheTitleAreaUntilItIsMended() {
    text("4 MiB").setText("4 MiB, huge");
    apply();
    assertFalse(sweepTab.isValid(configuration));
    assertTrue(sweepTab.getErrorMessage().startsWith("Chunk: found 'huge', expected a size"));
    text("4 MiB, huge").setText("4 MiB, 16 MiB");
    apply();
    assertTrue(sweepTab.isValid(configuration));
    assertNull(sweepTab.getErrorMessage());
  }

  @Test
  void anExperimentFileMakesTheSweepItsOwn() throws Exception {
    Path file = model.getProject().getLocation().toPath().resolve("q.experiment.yaml");
    Files.writeString(
        file,
        "weightbench: 1\nname: q\nmodel: {path: "
            + model.getName()
            + "}\nsweep: {threads: [1, 2]}\n");
    point(new Subject.ExperimentFile(file.toString()));
    awaitFacts();
    assertTrue(modelTab.isValid(configuration));
    assertTrue(labels().contains("q: 2 cells, 16 samples"), labels().toString());
    assertTrue(sweepTab.isValid(configuration));
    assertFalse(box("mmap").isEnabled());
  }

  private void point(Subject subject) {
    LaunchSettings.standard(subject).write(configuration);
    initialize();
  }

  private void setDefaults() {
    modelTab.setDefaults(configuration);
    sweepTab.setDefaults(configuration);
    environmentTab.setDefaults(configuration);
    runnerTab.setDefaults(configuration);
  }

  private void initialize() {
    modelTab.initializeFrom(configuration);
    sweepTab.initializeFrom(configuration);
    environmentTab.initializeFrom(configuration);
    runnerTab.initializeFrom(configuration);
  }

  private void apply() {
    modelTab.performApply(configuration);
    sweepTab.performApply(configuration);
    environmentTab.performApply(configuration);
    runnerTab.performApply(configuration);
  }

  private void awaitFacts() {
    Workbench.await(
        "the check of the model",
        () -> {
          try {
            return check.facts(LaunchSettings.read(configuration).subject()).isPresent();
          } catch (CoreException e) {
            throw new AssertionError(e);
          }
        });
    modelTab.isValid(configuration);
  }

  private void awaitCost(String start) {
    Workbench.await("the count", () -> cost().startsWith(start));
  }

  private String cost() {
    return labels().stream()
        .filter(text -> text.contains("samples") || text.contains("cannot be"))
        .findFirst()
        .orElse("");
  }

  private List<String> labels() {
    return controls(shell).stream()
        .filter(Label.class::isInstance)
        .map(control -> ((Label) control).getText())
        .toList();
  }

  private Button box(String text) {
    return controls(shell).stream()
        .filter(Button.class::isInstance)
        .map(Button.class::cast)
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private Text text(String content) {
    return controls(shell).stream()
        .filter(Text.class::isInstance)
        .map(Text.class::cast)
        .filter(text -> text.getText().equals(content))
        .findFirst()
        .orElseThrow();
  }

  private static List<Control> controls(Composite parent) {
    List<Control> all = new ArrayList<>();
    for (Control child : Arrays.asList(parent.getChildren())) {
      all.add(child);
      if (child instanceof Composite composite) {
        all.addAll(controls(composite));
      }
    }
    return all;
  }
}
