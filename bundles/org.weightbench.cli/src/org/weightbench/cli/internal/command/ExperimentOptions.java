package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.SweepRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The part of a command line that says which experiment is meant: a file or a model, and changes.
 */
final class ExperimentOptions {
  private static final String GGUF_MAGIC = "GGUF";
  private static final int NAME_CHARS = 64;
  private static final String RESULTS = "weightbench-results";

  private final Map<Axis<?>, List<String>> axes = new LinkedHashMap<>();

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml|MODEL.gguf",
      description = {
        "Experiment file; or a model, which is loaded by all strategies, cold and warm, unless"
            + " options say otherwise."
      })
  private @Nullable Path subject;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description =
          "Samples of each cell (default: the file's, or "
              + ExperimentDefinition.STANDARD_REPETITIONS
              + ").")
  private @Nullable Integer repetitions;

  @Option(
      names = "--precision",
      paramLabel = "SHARE",
      description =
          "Go on until the 95 %% interval of each median is within this share of it, such as 3%%.")
  private @Nullable String precision;

  @Option(
      names = "--max-repetitions",
      paramLabel = "N",
      description = "Samples of a cell at most, whatever the precision (default: 50).")
  private @Nullable Integer mostRepetitions;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "Begin no sample that would not end within this time, such as 10min.")
  private @Nullable String budget;

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Draw this many of the combinations, by the seed.")
  private @Nullable Integer random;

  @Option(
      names = "--around",
      description =
          "Change one axis at a time around the first value of each, instead of combining all.")
  private boolean around;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order of samples (default: the file's, or 1).")
  private @Nullable Long seed;

  @Option(
      names = "--output",
      paramLabel = "ROOT",
      description = "Folder that holds result folders (default: " + RESULTS + ").")
  private Path output = Path.of(RESULTS);

  /** Adds one option for each axis. */
  void addAxisOptions(CommandSpec spec) {
    for (Axis<?> axis : Axes.all()) {
      String choices =
          axis.choices().isEmpty()
              ? ""
              : axis.choices().stream()
                  .map(choice -> choice.replace(" ", ""))
                  .collect(Collectors.joining(", ", axis.closed() ? " Of " : " Such as ", "."));
      spec.addOption(
          OptionSpec.builder("--" + axis.name())
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity("1")
              .paramLabel("LIST")
              .hideParamSyntax(true)
              .description((axis.summary() + choices).replace("%", "%%"))
              .setter(
                  new ISetter() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <T> T set(T value) {
                      if (value != null) {
                        axes.put(axis, List.copyOf((List<String>) value));
                      }
                      return value;
                    }
                  })
              .build());
    }
  }

  /** Returns the folder that holds result folders. */
  Path output() {
    return output;
  }

  /** Returns the first option that says how many samples a cell gets, where there is one. */
  Optional<String> samplesOption() {
    return repetitions != null
        ? Optional.of("--repetitions")
        : precision != null
            ? Optional.of("--precision")
            : Optional.ofNullable(mostRepetitions).map(_ -> "--max-repetitions");
  }

  /** Tells whether the values of an axis are said by an option. */
  boolean says(Axis<?> axis) {
    return axes.containsKey(axis);
  }

  /** Tells whether anything is said that decides what is run. */
  boolean given() {
    return subject != null
        || repetitions != null
        || precision != null
        || mostRepetitions != null
        || budget != null
        || random != null
        || around
        || seed != null
        || !axes.isEmpty();
  }

  /**
   * Returns the experiment that is meant.
   *
   * @throws picocli.CommandLine.ParameterException when an option is wrong
   * @throws IOException when the file cannot be read
   */
  ExperimentDefinition definition(Command command) throws IOException {
    return definition(command, ExperimentDefinition.standardSweep());
  }

  /**
   * As {@link #definition(Command)}, with another sweep for who only names a model.
   *
   * @throws IOException when the file cannot be read
   */
  ExperimentDefinition definition(Command command, Map<String, List<String>> standardSweep)
      throws IOException {
    Path file = subject;
    if (file == null) {
      throw command.usage("missing: an experiment file or a model, EXPERIMENT.yaml or MODEL.gguf");
    }
    ExperimentDefinition base =
        isModel(file) ? quick(file, standardSweep) : ExperimentFile.read(file);
    Map<String, List<String>> sweep = new LinkedHashMap<>(base.sweep());
    for (Map.Entry<Axis<?>, List<String>> axis : axes.entrySet()) {
      sweep.put(axis.getKey().name(), canonical(command, axis.getKey(), axis.getValue()));
    }
    if (axes.containsKey(Axes.COMMAND) && !axes.containsKey(Axes.STRATEGY)) {
      sweep.put(Axes.STRATEGY.name(), withExternal(base.sweep().get(Axes.STRATEGY.name())));
    }
    SweepRules rules = base.rules();
    if (around) {
      rules = rules.withAround(Map.of());
    }
    if (random != null) {
      rules = rules.withRandom(random);
    }
    try {
      return base.withSweep(sweep, rules)
          .withEffort(
              Optional.ofNullable(repetitions).orElse(base.repetitions()),
              precision(command, base),
              budget(command, base))
          .withSeed(Optional.ofNullable(seed).orElse(base.seed()));
    } catch (IllegalArgumentException e) {
      throw command.usage(String.valueOf(e.getMessage()));
    }
  }

  /** A command that is given is meant to run. */
  private static List<String> withExternal(List<String> strategies) {
    Set<String> all = new LinkedHashSet<>(strategies);
    all.add(Axes.EXTERNAL.name());
    return List.copyOf(all);
  }

  private Optional<Precision> precision(Command command, ExperimentDefinition base) {
    int most =
        Optional.ofNullable(mostRepetitions)
            .or(() -> base.precision().map(Precision::mostRepetitions))
            .orElse(Precision.STANDARD_MOST_REPETITIONS);
    String text = precision;
    if (text == null) {
      return base.precision().map(asked -> new Precision(asked.relativeHalfWidth(), most));
    }
    OptionalDouble share = Quantities.parsePercent(text);
    if (share.isEmpty()) {
      throw command.usage("--precision: found '" + text + "', expected a percentage such as 3%");
    }
    return Optional.of(new Precision(share.getAsDouble(), most));
  }

  private Optional<Duration> budget(Command command, ExperimentDefinition base) {
    String text = budget;
    if (text == null) {
      return base.budget();
    }
    Optional<Duration> time = Quantities.parseDuration(text).filter(Duration::isPositive);
    if (time.isEmpty()) {
      throw command.usage("--budget: found '" + text + "', expected a time such as 10min");
    }
    return time;
  }

  /** A text that is a value as a whole is one; else commas part it into several. */
  private static List<String> canonical(Command command, Axis<?> axis, List<String> texts) {
    Set<String> values = new LinkedHashSet<>();
    for (String whole : texts) {
      List<String> parts =
          axis.canonical(whole).isPresent() ? List.of(whole) : List.of(whole.split(",", -1));
      for (String text : parts) {
        values.add(
            axis.canonical(text)
                .orElseThrow(
                    () ->
                        command.usage(
                            "--"
                                + axis.name()
                                + ": found '"
                                + text
                                + "', expected "
                                + axis.expected())));
      }
    }
    return new ArrayList<>(values);
  }

  private static ExperimentDefinition quick(Path model, Map<String, List<String>> sweep) {
    return new ExperimentDefinition(
        name(model),
        new ModelFile(model.toAbsolutePath().normalize()),
        sweep,
        ExperimentDefinition.STANDARD_REPETITIONS,
        ExperimentDefinition.STANDARD_SEED);
  }

  /** Tells a model by its first bytes; a file that cannot be read by its name. */
  private static boolean isModel(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(GGUF_MAGIC.length());
      if (new String(start, StandardCharsets.ISO_8859_1).equals(GGUF_MAGIC)) {
        return true;
      }
    } catch (IOException _) {
      return named(file);
    }
    return named(file);
  }

  private static boolean named(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gguf");
  }

  /** Makes a name for an experiment of a model's file name. */
  private static String name(Path model) {
    String name =
        String.valueOf(model.getFileName())
            .replaceFirst("(?i)\\.gguf$", "")
            .replaceFirst("-\\d{5}-of-\\d{5}$", "")
            .replaceAll("[^\\p{L}\\p{N} ._-]", "-")
            .replaceFirst("^[ ._-]+", "");
    return name.isEmpty() ? "model" : name.substring(0, Math.min(name.length(), NAME_CHARS));
  }
}
