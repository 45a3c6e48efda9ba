package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ModelSource.Synthesized;

class ExperimentFileTest {
  private static final Path FOLDER = Path.of("/models");

  private static ExperimentDefinition parse(String text) throws DefinitionException {
    return ExperimentFile.parse(text, "sweep.yaml", FOLDER);
  }

  @Test
  void readsAllThatADefinitionSays() throws Exception {
    ExperimentDefinition definition =
        parse(
            """
            weightbench: 1
            name: disk
            model:
              synthesize: {size: 1 GiB, mix: Q8_0, seed: 7}
            sweep:
              strategy: [mmap, direct]
              cache: [cold, warm]
              threads: [1, 2]
              chunk: 1024 KiB
            repetitions: 3
            seed: -9
            """);
    assertEquals("disk", definition.name());
    assertEquals(new Synthesized(1L << 30, "Q8_0", 7), definition.model());
    assertEquals(List.of("1 MiB"), definition.sweep().get("chunk"));
    assertEquals(List.of("copied"), definition.sweep().get("deliver"));
    assertEquals(3, definition.repetitions());
    assertEquals(-9, definition.seed());
    assertEquals(8, definition.combinations().size());
  }

  @Test
  void takesARelativeModelFromTheFoldersOfTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "weightbench: 1\nmodel: {path: sub/m.gguf}\n");
    assertEquals(new ModelFile(folder.resolve("sub/m.gguf")), ExperimentFile.read(file).model());
  }

  @Test
  void whatIsWrittenReadsBackAsAnEqualDefinition() throws Exception {
    ExperimentDefinition definition =
        parse(
            """
            weightbench: 1
            name: back and forth
            model: {path: 'odd: name #1.gguf'}
            sweep: {threads: [1, 16], chunk: [4 KiB, 64 MiB], deliver: [mapped, f32]}
            """);
    assertEquals(definition, parse(ExperimentFile.write(definition)));
  }

  @Test
  void rulesAndEffortReadBackAsTheyWereWritten() throws Exception {
    ExperimentDefinition definition =
        parse(
            """
            weightbench: 1
            model: {path: m.gguf}
            sweep: {strategy: [mmap, read], threads: [1, 2, 4], chunk: [1 MiB, 4 MiB, 16 MiB]}
            exclude:
              - {strategy: mmap, threads: [2, 4]}
              - {chunk: 16 MiB}
            only: {cache: cold}
            pair: [threads, chunk]
            around: {threads: 2}
            random: 7
            precision: 2.5 %
            max-repetitions: 20
            budget: 1h30min
            """);
    assertEquals(
        List.of(
            new CellPattern(Map.of("strategy", List.of("mmap"), "threads", List.of("2", "4"))),
            new CellPattern(Map.of("chunk", List.of("16 MiB")))),
        definition.rules().exclude());
    assertEquals(List.of(List.of("threads", "chunk")), definition.rules().pairs());
    assertEquals(Optional.of(Map.of("threads", "2")), definition.rules().around());
    assertEquals(Optional.of(new Precision(0.025, 20)), definition.precision());
    assertEquals(Optional.of(Duration.ofMinutes(90)), definition.budget());
    assertEquals(definition, parse(ExperimentFile.write(definition)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          exclude: {treads: 1}       | 5:11: exclude.treads: unknown key, expected one of
          exclude: [{threads: x}]    | 5:21: exclude.threads: found 'x', expected a whole number
          only: [mmap]               | 5:8: only: found 'mmap', expected axes such as
          only: {}                   | 5:7: only: found no axis, expected some such as
          pair: [threads, chunk]     | 5:7: pair: threads has 2 values and chunk has 1, expected equally many
          pair: [threads]            | 5:7: pair: found [threads], expected two axes or more
          pair: [threads, speed]     | 5:17: pair: found 'speed', expected an axis
          pair: [[threads, cache], [cache, strategy]] | pair: cache stands there twice
          around: {threads: [1, 2]}  | around.threads: found 2 values, expected the one of the base
          random: 0                  | 5:9: random: found '0', expected a whole number from 1
          precision: 3               | 5:12: precision: found '3', expected 0.1% to 50%, such as 3%
          precision: 90%             | 5:12: precision: found '90%', expected 0.1% to 50%
          max-repetitions: 9         | 5:18: max-repetitions: stands without 'precision'
          budget: soon               | 5:9: budget: found 'soon', expected a time such as 10min
          budget: 0 s                | 5:9: budget: found '0 s', expected a time
          """)
  void aMistakeInTheRulesIsNamedWithItsPlace(String line, String message) {
    DefinitionException e =
        assertThrows(
            DefinitionException.class,
            () ->
                parse(
                    "weightbench: 1\nmodel:\n  path: m.gguf\n"
                        + "sweep: {threads: [1, 2], cache: [cold, warm], strategy: [mmap, read]}\n"
                        + line
                        + "\n"));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.problems().size(), e.getMessage());
  }

  @Test
  void pairedAxesMayRepeatAValue() throws Exception {
    ExperimentDefinition definition =
        parse(
            """
            weightbench: 1
            model: {path: m.gguf}
            sweep: {threads: [1, 1, 2], chunk: [1 MiB, 4 MiB, 4 MiB]}
            pair: [threads, chunk]
            """);
    assertEquals(3, definition.combinations().size());
    assertEquals(definition, parse(ExperimentFile.write(definition)));
  }

  @Test
  void aSweepOfTooManyCombinationsIsRefused() {
    String values = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    StringBuilder chunks = new StringBuilder("[4 KiB");
    for (int i = 2; i <= 1000; i++) {
      chunks.append(", ").append(4 * i).append(" KiB");
    }
    String text =
        "weightbench: 1\nmodel: {path: m.gguf}\nsweep: {threads: "
            + values
            + ", cache: [cold, warm], strategy: [mmap, read, direct, channel], deliver: [copied,"
            + " f32], chunk: "
            + chunks
            + "]}\n";
    DefinitionException e = assertThrows(DefinitionException.class, () -> parse(text));
    assertTrue(
        e.getMessage().contains("found 160000 combinations, expected at most 100000"),
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          threads: two         | sweep.yaml:5:12: sweep.threads: found 'two', expected a whole number from 1 to 1024
          threads: [1, 1]      | sweep.yaml:5:16: sweep.threads: the value 1 stands here twice, expected once
          strategy: [mmap, io] | found 'io', expected one of
          cache: hot           | found 'hot', expected one of cold, warm, pressure, asis
          chunk: 1000          | found '1000', expected a size from 4 KiB to 1 GiB
          chunk: []            | found 0 values, expected 1 to 1000
          treads: 2            | sweep.yaml:5:3: sweep.treads: unknown key, expected one of
          threads: {a: b}      | found a group of keys, expected a whole number
          """)
  void aMistakeInTheSweepIsNamedWithItsPlace(String line, String message) {
    DefinitionException e =
        assertThrows(
            DefinitionException.class,
            () -> parse("weightbench: 1\nmodel:\n  path: m.gguf\nsweep:\n  " + line + "\n"));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.problems().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name: a                                         | weightbench: missing, expected 'weightbench: 1'
          weightbench: 1                                  | model: missing, expected 'path: FILE.gguf'
          weightbench: 2                                  | found '2', expected a whole number that is 1
          weightbench: [                                  | the YAML cannot be read
          just text                                       | found 'just text', expected keys
          {weightbench: 1, model: {}}                     | expected either 'path' or 'synthesize'
          {weightbench: 1, model: {synthesize: {size: 3}}} | expected a size of 1 MiB or more
          {weightbench: 1, model: {synthesize: {size: 1 GiB, mix: Q9}}} | found 'Q9', expected one of
          {weightbench: 1, model: {path: a}, repetitions: 0} | found '0', expected a whole number from 1 to
          {weightbench: 1, model: {path: a}, name: a/b}   | found 'a/b', expected 1 to 64 letters
          """)
  void aMistakeInTheDocumentIsNamedWithItsPlace(String text, String message) {
    DefinitionException e = assertThrows(DefinitionException.class, () -> parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().startsWith("sweep.yaml:1:"), e.getMessage());
  }

  @Test
  void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
    DefinitionException e =
        assertThrows(
            DefinitionException.class,
            () -> parse("weightbench: 1\nrepetitions: x\nmodel: {path: a}\nsweep:\n  cache: y\n"));
    assertEquals(
        List.of("repetitions", "sweep.cache"),
        e.problems().stream().map(DefinitionProblem::key).toList());
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("none.yaml");
    IOException e = assertThrows(IOException.class, () -> ExperimentFile.read(missing));
    assertEquals("experiment file " + missing + " does not exist", e.getMessage());
  }

  @Test
  void theSchemaKnowsEveryAxisWithItsValuesAndStandards() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(ExperimentFile.schema());
    JsonNode axes = schema.at("/$defs/axes/properties");
    assertEquals(Axes.all().size(), axes.size());
    for (Axis<?> axis : Axes.all()) {
      JsonNode property = axes.path(axis.name());
      assertEquals(axis.standardText(), property.path("default").asText(), axis.name());
      assertTrue(property.path("description").asText().startsWith(axis.summary()), axis.name());
      if (axis.closed()) {
        List<String> values = new ArrayList<>();
        property.at("/anyOf/1/items/enum").forEach(v -> values.add(v.asText()));
        assertEquals(axis.choices(), values);
      }
    }
  }

  @Test
  void theSchemaNamesEveryKeyThatIsRead() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(ExperimentFile.schema());
    DefinitionException e =
        assertThrows(DefinitionException.class, () -> parse("no-such-key: 1\nmodel: {path: a}\n"));
    String message = e.getMessage().lines().findFirst().orElseThrow();
    String known = message.substring(message.indexOf("one of ") + "one of ".length());
    List<String> named = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(named::add);
    assertEquals(
        List.of(known.split(", ")), named.stream().sorted().toList(), "keys of the schema");
  }
}
