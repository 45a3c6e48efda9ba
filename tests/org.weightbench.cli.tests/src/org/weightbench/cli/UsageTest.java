package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.experiment.Axes;

final class UsageTest {
  @TempDir private Path folder;

  @Test
  void withoutACommandTheHelpIsNamed() {
    Cli.Ended ended = Cli.run();

    assertEquals(2, ended.exitCode());
    assertEquals("weightbench: no command given; 'weightbench --help' lists them\n", ended.err());
  }

  @Test
  void theHelpListsEveryCommand() {
    String help = Cli.run("--help").out();

    for (String command :
        new String[] {
          "run",
          "plan",
          "inspect",
          "synth",
          "convert",
          "quant",
          "compare",
          "report",
          "hardware",
          "predict",
          "ide"
        }) {
      assertTrue(help.contains("\n  " + command + " "), command + " in " + help);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "plan",
        "inspect",
        "synth",
        "convert",
        "quant",
        "compare",
        "report",
        "hardware",
        "predict",
        "ide"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Cli.Ended ended = Cli.run(command, "--help");

    assertEquals(0, ended.exitCode());
    assertEquals("", ended.err());
    assertTrue(ended.out().contains("weightbench " + command), ended.out());
    assertTrue(ended.out().matches("(?s).*Examples?:.*"), ended.out());
    assertEquals(ended.out(), Cli.run("help", command).out());
  }

  @Test
  void runAndPlanHaveOneOptionForEachAxis() {
    for (String command : new String[] {"run", "plan"}) {
      String help = Cli.run(command, "--help").out();
      Axes.all().forEach(axis -> assertTrue(help.contains("--" + axis.name() + "="), help));
    }
  }

  @Test
  void theVersionNamesItselfAndJava() {
    Cli.Ended ended = Cli.run("--version");

    assertEquals(0, ended.exitCode());
    assertTrue(ended.out().matches("weightbench 0\\.1\\.0\\S*\nJava 25.*\n"), ended.out());
  }

  @ParameterizedTest
  @CsvSource({
    "inspct x, there is no command 'inspct', inspect",
    "inspect --tensros x, there is no option '--tensros', --tensors",
    "run x.yaml --stratgy mmap, there is no option '--stratgy', --strategy"
  })
  void misspeltWordsGetASuggestion(String line, String message, String suggestion) {
    Cli.Ended ended = Cli.run((Object[]) line.split(" "));

    assertEquals(2, ended.exitCode());
    assertEquals("", ended.out());
    assertEquals("weightbench: " + message, ended.errorLines().getFirst());
    assertTrue(ended.errorLines().get(1).contains(suggestion), ended.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect",
        "synth x.gguf",
        "convert x.gguf",
        "compare",
        "report",
        "run",
        "run --resume x y.yaml",
        "run x.gguf --events --json",
        "run x.gguf --threads 0",
        "run x.gguf --strategy teleport",
        "run x.gguf --repetitions 0",
        "run x.gguf --seed one",
        "plan x.gguf --chunk 3",
        "compare x --baseline read",
        "compare x --baseline speed=high",
        "compare x --baseline threads=many",
        "compare x --format xml",
        "compare x --baseline threads=1 --baseline-result y",
        "hardware --types Q9_Z",
        "hardware --nothing"
      })
  void wrongUsageIsToldOnStandardError(String line) {
    Cli.Ended ended = Cli.run((Object[]) line.split(" "));

    assertEquals(2, ended.exitCode(), ended.err());
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("weightbench: "), ended.err());
    assertTrue(ended.err().contains("--help' says more."), ended.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"report nowhere", "compare nowhere", "run nowhere.yaml", "plan nowhere.gguf"})
  void whatIsMissingIsNamed(String line) {
    Cli.Ended ended = Cli.run((Object[]) line.split(" "));

    assertEquals(1, ended.exitCode(), ended.err());
    assertEquals(1, ended.errorLines().size(), ended.err());
    assertTrue(ended.err().contains("nowhere"), ended.err());
  }

  @Test
  void hardwareShowsTheMachineToPeopleAndPrograms() throws IOException {
    Cli.Ended text = Cli.run("hardware", folder);
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().contains("Processor\n"), text.out());
    assertTrue(text.out().contains(folder.toString()), text.out());

    JsonNode json = new ObjectMapper().readTree(Cli.run("hardware", "--json").out());
    assertTrue(json.path("processor").isObject(), json.toString());

    Cli.Ended missing = Cli.run("hardware", folder.resolve("nowhere.gguf"));
    assertEquals(1, missing.exitCode());
    assertTrue(missing.err().contains("nowhere.gguf does not exist"), missing.err());
  }

  @Test
  void theWorkbenchIsSaidToBeElsewhere() {
    Cli.Ended ended = Cli.run("ide");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("./weightbench ide"), ended.err());
  }
}
