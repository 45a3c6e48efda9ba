package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          threads: two         | sweep.yaml:5:12: sweep.threads: found 'two', expected a whole number from 1 to 1024
          threads: [1, 1]      | sweep.yaml:5:16: sweep.threads: the value 1 stands here twice, expected once
          strategy: [mmap, io] | found 'io', expected one of
          cache: hot           | found 'hot', expected one of cold, warm, asis
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
    JsonNode schema;
    try (InputStream in =
        ExperimentFile.class.getResourceAsStream(ExperimentFile.SCHEMA_RESOURCE)) {
      schema = new ObjectMapper().readTree(in);
    }
    JsonNode axes = schema.at("/properties/sweep/properties");
    assertEquals(Axes.all().size(), axes.size());
    for (Axis<?> axis : Axes.all()) {
      JsonNode property = axes.path(axis.name());
      assertEquals(axis.standardText(), property.path("default").asText(), axis.name());
      assertEquals(axis.summary(), property.path("description").asText(), axis.name());
      if (axis.closed()) {
        List<String> values = new ArrayList<>();
        schema.at("/$defs/" + axis.name() + "/enum").forEach(v -> values.add(v.asText()));
        assertEquals(axis.choices(), values);
      }
    }
  }
}
