package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.testing.Fixtures;

/** What 'plan' makes of options. */
final class PlanTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void provideModel() {
    model = Fixtures.STORIES_F32.copyTo(folder);
  }

  private JsonNode plan(Object... options) throws IOException {
    Object[] arguments = new Object[options.length + 5];
    arguments[0] = "plan";
    arguments[1] = model;
    arguments[2] = "--json";
    arguments[3] = "--output";
    arguments[4] = folder;
    System.arraycopy(options, 0, arguments, 5, options.length);
    Cli.Ended ended = Cli.run(arguments);
    assertEquals(0, ended.exitCode(), ended.err());
    return new ObjectMapper().readTree(ended.out());
  }

  @Test
  void aSettingOfWhichAStrategyMakesNoUseIsMeasuredOnce() throws IOException {
    JsonNode plan =
        plan("--strategy", "read", "--cache", "asis", "--queue-depth", "8,32", "--pages", "auto");

    assertEquals(1, plan.path("cells").size());
    assertEquals("16", plan.at("/cells/0/queue-depth").asText());
    assertEquals(
        "strategy read queues nothing without dequantize-threads, so it is measured with"
            + " queue-depth 16 alone",
        plan.at("/skipped/0/reason").asText());
  }

  @Test
  void aSubsetOfTheTensorsCostsLess() throws IOException {
    long whole = plan("--strategy", "read", "--cache", "cold").path("logicalBytes").asLong();
    long part =
        plan("--strategy", "read", "--cache", "cold", "--tensors", "layers=0")
            .path("logicalBytes")
            .asLong();

    assertTrue(part > 0 && part < whole / 4, part + " of " + whole);
  }

  @Test
  void aroundAndRandomTakeFewOfManyCombinations() throws IOException {
    Object[] sweep = {"--strategy", "read,channel", "--threads", "1,2,4", "--chunk", "1MiB,4MiB"};

    assertEquals(12, plan(with(sweep, "--cache", "asis")).path("cells").size());
    assertEquals(5, plan(with(sweep, "--cache", "asis", "--around")).path("cells").size());
    assertEquals(3, plan(with(sweep, "--cache", "asis", "--random", "3")).path("cells").size());
  }

  private static Object[] with(Object[] start, Object... more) {
    Object[] all = new Object[start.length + more.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }

  @Test
  void aCommandThatIsGivenRunsBesideTheStrategies() throws IOException {
    JsonNode cells = plan("--cache", "asis", "--command", "load {model}").path("cells");

    assertEquals("external", cells.get(cells.size() - 1).path("strategy").asText());
    assertTrue(cells.size() > 1, cells.toString());
  }

  @Test
  void aCommandMayHoldCommas() throws IOException {
    JsonNode plan =
        plan("--strategy", "external", "--cache", "asis", "--command", "load -x a,b {model}");

    assertEquals(1, plan.path("cells").size());
    assertEquals("load -x a,b {model}", plan.at("/cells/0/command").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --precision=3     | --precision: found '3', expected a percentage such as 3%
          --precision=90%   | precision: found 0.9, expected 0.1 % to 50 %
          --budget=soon     | --budget: found 'soon', expected a time such as 10min
          --random=0        | random: found 0, expected 1 or more
          --queue-depth=0   | --queue-depth: found '0', expected a whole number from 1 to 1024
          """)
  void aWrongOptionIsWrongUsage(String option, String message) {
    Cli.Ended ended = Cli.run("plan", model, option, "--output", folder);

    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
  }

  @Test
  void theSchemaIsWrittenForEditors() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(Cli.run("plan", "--schema").out());

    assertEquals("Weightbench experiment", schema.path("title").asText());
    assertTrue(schema.at("/$defs/axes/properties").has("queue-depth"));
  }
}
