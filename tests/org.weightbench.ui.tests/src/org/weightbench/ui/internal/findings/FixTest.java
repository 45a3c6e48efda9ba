package org.weightbench.ui.internal.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Rule;
import org.weightbench.analysis.diagnosis.Rules;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Subject;
import org.weightbench.testing.LoopDevice;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.ui.Dialogs;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.profiles.ProfilesView;

final class FixTest {
  @TempDir Path folder;
  private FindingsView view;
  private FixRunner runner;

  @BeforeEach
  void openTheView() throws Exception {
    Workbench.openPerspective();
    view = Workbench.open(LoadExperimentsPerspective.FINDINGS_VIEW, FindingsView.class);
    Composite owner = view.tableWidget().getParent();
    runner = new FixRunner(owner, view.getSite().getPage());
  }

  @AfterEach
  void clear() throws Exception {
    Workbench.clear();
  }

  private static Finding finding(String rule, Map<String, String> settings) {
    Rule found =
        Rules.all().stream().filter(each -> each.id().equals(rule)).findFirst().orElseThrow();
    return new Finding(
        rule,
        Severity.WARNING,
        found.title(),
        "It is slow.",
        List.of(),
        "Change something.",
        "",
        0,
        new Cell(new Cell(settings).settings()));
  }

  private ResultFolder result(Path model) throws Exception {
    ResultFolder result =
        ResultFolder.create(
            folder.resolve("results"),
            new ExperimentDefinition("fix", new ModelSource.ModelFile(model), Map.of(), 1, 1),
            LocalDateTime.of(2026, 11, 27, 10, 0));
    result.writeJson(
        ResultFolder.MODEL,
        new ModelRecord(
            ModelRecord.SCHEMA, model.toString(), "tiny", "llama", 1, 1, 1, 1, "", List.of()));
    return result;
  }

  @Test
  void everyFixBelongsToARuleAndSetsWhatCanBeSet() {
    Set<String> rules = Rules.all().stream().map(Rule::id).collect(Collectors.toSet());
    Fix.all()
        .forEach(
            (rule, fixes) -> {
              assertTrue(rules.contains(rule), rule);
              for (Fix fix : fixes) {
                assertFalse(fix.label().isBlank());
                switch (fix) {
                  case Fix.SetSystem(SystemSetting setting, String value) ->
                      assertEquals(Optional.of(value), setting.canonical(value));
                  case Fix.Try(Map<String, String> settings) ->
                      settings.forEach(
                          (axis, value) ->
                              assertEquals(
                                  Optional.of(value),
                                  Axes.named(axis).orElseThrow().canonical(value)));
                  case Fix.OpenModel _, Fix.OpenView _, Fix.OpenPreferences _ -> {}
                }
              }
            });
  }

  @Test
  void otherSettingsAreMeasuredBesideThoseOfTheCell() throws Exception {
    Path model = Files.write(folder.resolve("model.gguf"), new byte[1]);
    Finding finding = finding("page-faults", Map.of("strategy", "mmap", "threads", "2"));
    Fix.Try fix = (Fix.Try) Fix.of(finding).getFirst();
    LaunchSettings settings =
        LaunchSettings.read(FixRunner.configuration(fix, finding, result(model)));
    assertEquals("mmap, mmap-prefetch", settings.sweep().get("strategy"));
    assertEquals("2", settings.sweep().get("threads"));
    assertEquals(new Subject.Models(model.toString()), settings.subject());
    assertEquals(Optional.empty(), settings.problem());
  }

  @Test
  void aFixOfTheSystemAsksAndIsUndoneWhereProfilesAre() throws Exception {
    try (LoopDevice loop = LoopDevice.partitioned(folder)) {
      Path model = Files.write(loop.mounted().resolve("model.gguf"), new byte[1]);
      String before = loop.readAheadKib();
      assertNotEquals("2048", before);
      Finding finding = finding("no-read-ahead", Map.of("strategy", "mmap"));
      Fix fix = new Fix.SetSystem(SystemSetting.READ_AHEAD, "2 MiB");
      ResultFolder result = result(model);
      try {
        Dialogs.answer(
            "Tuning Profiles",
            () -> runner.run(fix, finding, result),
            shell -> Widgets.press(shell, "No"));
        assertEquals(before, loop.readAheadKib());
        assertFalse(Files.exists(ProfileStore.ofUser().file("no-read-ahead")));

        Dialogs.answer("Tuning Profiles", () -> runner.run(fix, finding, result), FixTest::agree);
        Workbench.await("the change", () -> kib(loop).equals("2048"));
        Workbench.settle();
        ProfilesView profiles =
            Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class);
        Workbench.await(
            "the applied profile",
            () ->
                Widgets.texts(profiles.tableWidget(), "Name").contains("no-read-ahead")
                    && Widgets.texts(profiles.tableWidget(), "State").contains("applied"));
        assertEquals("no-read-ahead: not measured, for tiny", profiles.detailText());
        Widgets.choose(profiles.tableWidget(), "Undo");
        Workbench.await("what was before", () -> kib(loop).equals(before));
        Workbench.settle();
      } finally {
        if (Application.applied("no-read-ahead", Application.standardFolder())) {
          Application.undo("no-read-ahead", Application.standardFolder());
        }
        Files.deleteIfExists(ProfileStore.ofUser().file("no-read-ahead"));
      }
    }
  }

  private static void agree(Shell shell) {
    Widgets.press(shell, "Yes");
  }

  private static String kib(LoopDevice loop) {
    try {
      return loop.readAheadKib();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
