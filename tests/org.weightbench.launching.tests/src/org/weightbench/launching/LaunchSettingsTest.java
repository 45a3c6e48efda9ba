package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ExperimentDefinition;

final class LaunchSettingsTest {
  private static final Subject MODEL = new Subject.Models("${workspace_loc:/demo/a.gguf}");

  @Test
  void theStandardSweepHasNoProblemAndComparesAllStrategiesColdAndWarm() {
    LaunchSettings standard = LaunchSettings.standard(MODEL);
    assertEquals(Optional.empty(), standard.problem());
    assertEquals(
        ExperimentDefinition.standardSweep().get("strategy"), standard.values(Axes.STRATEGY));
    assertEquals(List.of("cold", "warm"), standard.values(Axes.CACHE));
  }

  @Test
  void whatIsWrittenToAConfigurationIsReadAgain() throws Exception {
    for (Subject subject :
        List.of(
            MODEL,
            new Subject.ExperimentFile("/x/y.experiment.yaml"),
            new Subject.UnfinishedResult("/x/results/y-1"))) {
      LaunchSettings settings =
          new LaunchSettings(
              subject,
              Map.of("threads", "1, 2", "chunk", "oops"),
              "three",
              "-7",
              "3 %",
              "10min",
              "/out",
              new RunnerSettings("/jdk", "much", "-Xmx1g"));
      ILaunchConfigurationWorkingCopy configuration = configuration();
      LaunchSettings.standard(MODEL).write(configuration);
      settings.write(configuration);
      assertEquals(settings, LaunchSettings.read(configuration));
    }
  }

  @Test
  void anEmptyConfigurationReadsAsTheStandardOne() throws Exception {
    assertEquals(
        LaunchSettings.standard(new Subject.Models("")), LaunchSettings.read(configuration()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          threads  | '1, zero' | Threads: found 'zero', expected a whole number from 1 to 1024.
          threads  | '2, 1, 2' | Threads: '2' is there twice; take one out.
          chunk    | '1 MiB, 1024 KiB' | Chunk: '1024 KiB' is there twice; take one out.
          strategy | ''        | Strategy: choose at least one
          threads  | ' , '     | Threads: nothing is there, expected a whole number
          deliver  | 'mapped'  | No combination can be run: strategy read cannot deliver mapped
          """)
  void aMistakeOnAnAxisIsToldInOneSentence(String axis, String values, String expected) {
    LaunchSettings settings = settings(Map.of(axis, values), "1", "1");
    String problem = settings.problem().orElseThrow();
    assertTrue(problem.startsWith(expected.replace("  ", " ")), problem);
  }

  @Test
  void aConfigurationTakesWhatItsPrototypeSays() throws Exception {
    LaunchSettings settings = settings(Map.of("threads", "1, 2"), "7", "3");
    ILaunchConfigurationWorkingCopy prototype =
        configuration().getType().newPrototypeInstance(null, "fast");
    settings.write(prototype);
    ILaunchConfiguration saved = prototype.doSave();
    try {
      ILaunchConfigurationWorkingCopy configuration = configuration();
      configuration.setPrototype(saved, true);
      assertEquals(settings, LaunchSettings.read(configuration));
    } finally {
      saved.delete();
    }
  }

  @Test
  void repetitionsAndSeedMustBeWholeNumbers() {
    assertTrue(
        settings(Map.of(), "0", "1").problem().orElseThrow().startsWith("Repetitions: found '0'"));
    assertTrue(settings(Map.of(), "2", "x").problem().orElseThrow().startsWith("Seed: found 'x'"));
  }

  @Test
  void moreSamplesThanAnyoneCanWaitForAreRefused() {
    String problem = settings(Map.of("threads", "1, 2"), "60000", "1").problem().orElseThrow();
    assertTrue(problem.startsWith("This would be 120000 samples"), problem);
  }

  @Test
  void aDefinitionTakesCanonicalValuesAndANameThatFilesMayHave() {
    ExperimentDefinition definition =
        settings(Map.of("chunk", "1024K, 4MiB", "cache", "warm"), " 3 ", "9")
            .definition("(new) llama: 7B", Path.of("/models/a.gguf"));
    assertEquals("new- llama- 7B", definition.name());
    assertEquals(List.of("1 MiB", "4 MiB"), definition.sweep().get("chunk"));
    assertEquals(List.of("warm"), definition.sweep().get("cache"));
    assertEquals(3, definition.repetitions());
    assertEquals(9, definition.seed());
  }

  @Test
  void precisionAndBudgetAreOptionalAndChecked() {
    LaunchSettings settings = LaunchSettings.standard(MODEL);
    assertEquals(Optional.empty(), settings.withEffort("3 %", "10min").problem());
    assertTrue(
        settings
            .withEffort("much", "")
            .problem()
            .orElseThrow()
            .startsWith("Precision: found 'much'"));
    assertTrue(
        settings.withEffort("", "soon").problem().orElseThrow().startsWith("Budget: found 'soon'"));
    ExperimentDefinition definition =
        settings.withEffort("3 %", "10min").definition("x", Path.of("a.gguf"));
    assertEquals(0.03, definition.precision().orElseThrow().relativeHalfWidth());
    assertEquals(Duration.ofMinutes(10), definition.budget().orElseThrow());
    assertEquals(Optional.empty(), settings.definition("x", Path.of("a.gguf")).budget());
  }

  @ParameterizedTest
  @CsvSource({"2 GiB, -Xmx2097152k", "64M, -Xmx65536k", "100 MB, -Xmx97656k"})
  void aHeapIsAnOptionOfJavaBeforeItsOtherArguments(String heap, String option) {
    RunnerSettings settings = new RunnerSettings("", heap, "-ea -XX:+UseZGC");
    assertEquals(Optional.empty(), settings.problem());
    assertEquals(List.of(option, "-ea", "-XX:+UseZGC"), settings.options());
  }

  @Test
  void aHeapThatIsNoneOrThereTwiceIsTold() {
    assertEquals(List.of("-ea"), new RunnerSettings("", "", "-ea").options());
    for (String heap : List.of("much", "1 KiB")) {
      String problem = new RunnerSettings("", heap, "").problem().orElseThrow();
      assertEquals(
          "Heap: found '" + heap + "', expected a size of at least 16 MiB, such as 2 GiB.",
          problem);
    }
    assertTrue(
        new RunnerSettings("", "2 GiB", "-ea -Xmx1g")
            .problem()
            .orElseThrow()
            .startsWith("Heap: the arguments of Java set it too, by -Xmx1g"));
  }

  private static LaunchSettings settings(
      Map<String, String> sweep, String repetitions, String seed) {
    return LaunchSettings.standard(MODEL).withSweep(sweep, repetitions, seed);
  }

  private static ILaunchConfigurationWorkingCopy configuration() throws Exception {
    return DebugPlugin.getDefault()
        .getLaunchManager()
        .getLaunchConfigurationType(LaunchSettings.TYPE)
        .newInstance(null, "settings test");
  }
}
