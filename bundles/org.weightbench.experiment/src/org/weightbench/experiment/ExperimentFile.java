package org.weightbench.experiment;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.internal.DefinitionParser;
import org.weightbench.experiment.internal.DefinitionSchema;

/** Reads and writes experiment definitions in YAML; {@link #schema} describes the format. */
public final class ExperimentFile {
  /** Version of the format that this class writes and the newest that it reads. */
  public static final int VERSION = 1;

  private ExperimentFile() {}

  /** Returns the JSON schema of the format, with every axis, for editors of YAML. */
  public static String schema() {
    return DefinitionSchema.text();
  }

  /**
   * Reads a definition; a relative model path is taken from the file's folder.
   *
   * @throws DefinitionException when the definition has mistakes
   * @throws IOException when the file cannot be read
   */
  public static ExperimentDefinition read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException("experiment file " + file + " does not exist", e);
    } catch (MalformedInputException e) {
      throw new IOException(
          "experiment file " + file + ": found bytes that are not UTF-8, expected YAML text", e);
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    return parse(text, file.toString(), folder == null ? Path.of("").toAbsolutePath() : folder);
  }

  /**
   * Reads a definition from its text.
   *
   * @param source name for messages
   * @param folder folder that a relative model path is taken from
   * @throws DefinitionException when the definition has mistakes
   */
  public static ExperimentDefinition parse(String text, String source, Path folder)
      throws DefinitionException {
    return new DefinitionParser(source, folder).parse(text);
  }

  /** Writes a definition so that reading it gives an equal one. */
  public static String write(ExperimentDefinition definition) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("weightbench", VERSION);
    document.put("name", definition.name());
    document.put(
        "model",
        switch (definition.model()) {
          case ModelFile(Path path) -> Map.of("path", path.toString());
          case Synthesized(long bytes, String mix, long seed) -> {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("size", Quantities.exactBytes(bytes));
            made.put("mix", mix);
            made.put("seed", seed);
            yield Map.of("synthesize", made);
          }
        });
    Map<String, List<Object>> sweep = new LinkedHashMap<>();
    definition
        .sweep()
        .forEach(
            (axis, values) ->
                sweep.put(axis, values.stream().map(ExperimentFile::scalar).toList()));
    document.put("sweep", sweep);
    putRules(document, definition.rules());
    document.put("repetitions", definition.repetitions());
    definition
        .precision()
        .ifPresent(
            precision -> {
              document.put("precision", Quantities.exactPercent(precision.relativeHalfWidth()));
              document.put("max-repetitions", precision.mostRepetitions());
            });
    definition
        .budget()
        .ifPresent(budget -> document.put("budget", Quantities.exactDuration(budget)));
    document.put("seed", definition.seed());
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(100).build();
    return new Dump(settings).dumpToString(document);
  }

  private static void putRules(Map<String, Object> document, SweepRules rules) {
    if (!rules.exclude().isEmpty()) {
      document.put("exclude", rules.exclude().stream().map(ExperimentFile::pattern).toList());
    }
    if (!rules.only().isEmpty()) {
      document.put("only", rules.only().stream().map(ExperimentFile::pattern).toList());
    }
    if (!rules.pairs().isEmpty()) {
      document.put("pair", rules.pairs());
    }
    rules
        .around()
        .ifPresent(
            base -> {
              Map<String, Object> values = new LinkedHashMap<>();
              base.forEach((axis, text) -> values.put(axis, scalar(text)));
              document.put("around", values);
            });
    rules.random().ifPresent(count -> document.put("random", count));
  }

  private static Map<String, List<Object>> pattern(CellPattern pattern) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    pattern
        .values()
        .forEach(
            (axis, texts) -> values.put(axis, texts.stream().map(ExperimentFile::scalar).toList()));
    return values;
  }

  private static Object scalar(String text) {
    return text.matches("\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
  }
}
