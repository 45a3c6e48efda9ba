package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {
  @TempDir private Path folder;

  static List<Path> examples() throws IOException {
    Path examples = Path.of(System.getProperty("org.weightbench.repository"), "examples");
    try (Stream<Path> files = Files.list(examples)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleCanBePlannedAndIsListed(Path example) throws IOException {
    Cli.Ended ended = Cli.run("plan", example, "--output", folder);

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains(" samples\n"), ended.out());
    String list = Files.readString(example.resolveSibling("README.md"));
    assertTrue(list.contains("(" + example.getFileName() + ")"), list);
  }

  @Test
  void theQuickstartIsTheSweepThatItsCommentsPromise() throws IOException {
    Path quickstart = examples().getFirst().resolveSibling("quickstart.yaml");

    JsonNode plan =
        new ObjectMapper()
            .readTree(Cli.run("plan", quickstart, "--json", "--output", folder).out());

    assertEquals(16, plan.path("cells").size() + plan.path("skipped").size());
    assertEquals(7, plan.path("repetitions").asInt());
    assertEquals(1L << 30, plan.path("tensorBytes").asLong());
  }

  @Test
  void optionsOverrideTheFile() throws IOException {
    Path quickstart = examples().getFirst().resolveSibling("quickstart.yaml");

    JsonNode plan =
        new ObjectMapper()
            .readTree(
                Cli.run(
                        "plan",
                        quickstart,
                        "--json",
                        "--output",
                        folder,
                        "--strategy",
                        "read,mmap",
                        "--threads",
                        "4",
                        "--cache",
                        "warm",
                        "--chunk",
                        "1MiB",
                        "--repetitions",
                        "3",
                        "--seed",
                        "9")
                    .out());

    assertEquals(2, plan.path("cells").size());
    assertEquals(6, plan.path("samples").asInt());
    assertEquals(9, plan.path("seed").asInt());
    assertEquals("1 MiB", plan.at("/cells/0/chunk").asText());
    assertEquals(0, plan.path("deviceBytes").asLong());
  }
}
