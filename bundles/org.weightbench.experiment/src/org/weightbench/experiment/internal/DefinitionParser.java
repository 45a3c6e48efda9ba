package org.weightbench.experiment.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.CellPattern;
import org.weightbench.experiment.DefinitionException;
import org.weightbench.experiment.DefinitionProblem;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.SweepRules;
import org.weightbench.quant.QuantizationMix;

/** Reads the YAML of a definition and finds all its mistakes with their places. */
public final class DefinitionParser {
  private static final Set<String> KEYS =
      Set.of(
          "weightbench",
          "name",
          "model",
          "sweep",
          "exclude",
          "only",
          "pair",
          "around",
          "random",
          "repetitions",
          "precision",
          "max-repetitions",
          "budget",
          "seed");
  private static final int MAX_REPETITIONS = 100_000;
  private static final int MAX_VALUES = 1000;
  private static final long MIN_SYNTHESIZED_BYTES = 1L << 20;
  private static final String WHOLE_NUMBER = "-?\\d{1,18}";

  private final String source;
  private final Path folder;
  private final List<DefinitionProblem> problems = new ArrayList<>();

  /** Creates a parser for one text; see {@link ExperimentFile#parse}. */
  public DefinitionParser(String source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** Reads the text; see {@link ExperimentFile#parse}. */
  public ExperimentDefinition parse(String text) throws DefinitionException {
    Node root = compose(text);
    if (!(root instanceof MappingNode document)) {
      throw failure(
          problem(root, "", "found " + describe(root) + ", expected keys such as 'model:'"));
    }
    Map<String, Node> keys = keys(document, "", KEYS);
    checkVersion(document, keys.get("weightbench"));
    ModelSource model = model(document, keys.get("model"));
    List<List<String>> pairs = pairs(keys.get("pair"));
    Map<String, List<String>> sweep = sweep(keys.get("sweep"), pairs);
    SweepRules rules = rules(keys, pairs);
    long repetitions =
        number(
            keys.get("repetitions"),
            "repetitions",
            1,
            MAX_REPETITIONS,
            ExperimentDefinition.STANDARD_REPETITIONS);
    long seed =
        number(
            keys.get("seed"),
            "seed",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            ExperimentDefinition.STANDARD_SEED);
    Optional<Precision> precision = precision(keys.get("precision"), keys.get("max-repetitions"));
    Optional<Duration> budget = budget(keys.get("budget"));
    String name = name(keys.get("name"));
    if (!problems.isEmpty() || model == null) {
      problems.sort(
          Comparator.comparingInt(DefinitionProblem::line)
              .thenComparingInt(DefinitionProblem::column));
      throw new DefinitionException(source, problems);
    }
    try {
      return new ExperimentDefinition(
          name, model, sweep, rules, (int) repetitions, precision, budget, seed);
    } catch (IllegalArgumentException e) {
      Node place =
          Optional.ofNullable(keys.get("pair")).orElse(keys.getOrDefault("sweep", document));
      throw failure(problem(place, "", String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Node compose(String text) throws DefinitionException {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(source)
              .setMaxAliasesForCollections(0)
              .setAllowDuplicateKeys(true)
              .build();
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      throw failure(
          new DefinitionProblem(
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              "",
              "the YAML cannot be read: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw failure(new DefinitionProblem(1, 1, "", "the YAML cannot be read: " + e.getMessage()));
    }
  }

  private DefinitionException failure(DefinitionProblem problem) {
    return new DefinitionException(source, List.of(problem));
  }

  private Map<String, Node> keys(MappingNode mapping, String path, Set<String> known) {
    Map<String, Node> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      String full = path.isEmpty() ? key : path + "." + key;
      if (!known.contains(key)) {
        String expected = known.stream().sorted().collect(Collectors.joining(", "));
        add(tuple.getKeyNode(), full, "unknown key, expected one of " + expected);
      } else if (keys.put(key, tuple.getValueNode()) != null) {
        add(tuple.getKeyNode(), full, "the key stands here a second time, expected once");
      }
    }
    return keys;
  }

  private void checkVersion(MappingNode document, @Nullable Node node) {
    if (node == null) {
      add(
          document,
          "weightbench",
          "missing, expected 'weightbench: " + ExperimentFile.VERSION + "'");
    } else {
      number(node, "weightbench", 1, ExperimentFile.VERSION, ExperimentFile.VERSION);
    }
  }

  private String name(@Nullable Node node) {
    if (node == null) {
      return "experiment";
    }
    String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}")) {
      add(
          node,
          "name",
          "found "
              + describe(node)
              + ", expected 1 to 64 letters, digits, spaces, dots, hyphens or underscores");
    }
    return name;
  }

  private @Nullable ModelSource model(MappingNode document, @Nullable Node node) {
    if (node == null) {
      add(
          document,
          "model",
          "missing, expected 'path: FILE.gguf' or 'synthesize: {size: 1 GiB}' in it");
      return null;
    }
    if (!(node instanceof MappingNode mapping)) {
      add(
          node,
          "model",
          "found " + describe(node) + ", expected 'path: FILE.gguf' or 'synthesize:'");
      return null;
    }
    Map<String, Node> keys = keys(mapping, "model", Set.of("path", "synthesize"));
    Node path = keys.get("path");
    Node synthesize = keys.get("synthesize");
    if ((path == null) == (synthesize == null)) {
      add(node, "model", "expected either 'path' or 'synthesize'");
      return null;
    }
    return path != null ? file(path) : synthesized(synthesize);
  }

  private @Nullable ModelSource file(Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      try {
        return new ModelFile(folder.resolve(scalar.getValue()).normalize());
      } catch (InvalidPathException e) {
        add(
            node,
            "model.path",
            "found '" + scalar.getValue() + "', which is no path: " + e.getReason());
        return null;
      }
    }
    add(node, "model.path", "found " + describe(node) + ", expected the path of a GGUF file");
    return null;
  }

  private @Nullable ModelSource synthesized(@Nullable Node node) {
    if (!(node instanceof MappingNode mapping)) {
      add(
          node,
          "model.synthesize",
          "found " + describe(node) + ", expected {size: 1 GiB, mix: Q4_K_M}");
      return null;
    }
    Map<String, Node> keys = keys(mapping, "model.synthesize", Set.of("size", "mix", "seed"));
    Node size = keys.get("size");
    OptionalLong bytes =
        size instanceof ScalarNode scalar
            ? Quantities.parseBytes(scalar.getValue())
            : OptionalLong.empty();
    if (bytes.orElse(0) < MIN_SYNTHESIZED_BYTES) {
      add(
          size == null ? node : size,
          "model.synthesize.size",
          "found " + describe(size) + ", expected a size of 1 MiB or more, such as 1 GiB");
    }
    Node mix = keys.get("mix");
    String mixName =
        mix == null ? "Q4_K_M" : mix instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (QuantizationMix.named(mixName).isEmpty()) {
      add(
          mix == null ? node : mix,
          "model.synthesize.mix",
          "found "
              + describe(mix)
              + ", expected one of "
              + String.join(", ", QuantizationMix.names()));
    }
    long seed =
        number(keys.get("seed"), "model.synthesize.seed", Long.MIN_VALUE, Long.MAX_VALUE, 1);
    return new Synthesized(bytes.orElse(0), mixName, seed);
  }

  private Map<String, List<String>> sweep(@Nullable Node node, List<List<String>> pairs) {
    Set<String> paired = pairs.stream().flatMap(List::stream).collect(Collectors.toSet());
    return node == null ? new LinkedHashMap<>() : settings(node, "sweep", paired);
  }

  /**
   * Reads values by axis.
   *
   * @param repeating axes that may have a value more than once
   */
  private Map<String, List<String>> settings(Node node, String path, Set<String> repeating) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      add(node, path, "found " + describe(node) + ", expected axes such as 'threads: [1, 2]'");
      return settings;
    }
    Set<String> names = Axes.all().stream().map(Axis::name).collect(Collectors.toSet());
    keys(mapping, path, names)
        .forEach(
            (name, values) ->
                settings.put(
                    name,
                    values(
                        Axes.named(name).orElseThrow(),
                        values,
                        path + "." + name,
                        repeating.contains(name))));
    return settings;
  }

  private SweepRules rules(Map<String, Node> keys, List<List<String>> pairs) {
    SweepRules rules =
        SweepRules.GRID
            .withPatterns(
                patterns(keys.get("exclude"), "exclude"), patterns(keys.get("only"), "only"))
            .withPairs(pairs);
    Node around = keys.get("around");
    if (around != null) {
      rules = rules.withAround(base(around));
    }
    Node random = keys.get("random");
    return random == null
        ? rules
        : rules.withRandom(
            (int) number(random, "random", 1, ExperimentDefinition.MAX_COMBINATIONS, 1));
  }

  private List<CellPattern> patterns(@Nullable Node node, String path) {
    List<CellPattern> patterns = new ArrayList<>();
    for (Node each : items(node)) {
      int before = problems.size();
      Map<String, List<String>> settings = settings(each, path, Set.of());
      if (settings.isEmpty() && problems.size() == before) {
        add(each, path, "found no axis, expected some such as {strategy: mmap, threads: [4, 8]}");
      }
      if (problems.size() == before) {
        patterns.add(new CellPattern(settings));
      }
    }
    return patterns;
  }

  private List<List<String>> pairs(@Nullable Node node) {
    List<Node> groups = items(node);
    if (!groups.isEmpty() && groups.stream().allMatch(ScalarNode.class::isInstance)) {
      groups = List.of(Optional.ofNullable(node).orElseThrow());
    }
    List<List<String>> pairs = new ArrayList<>();
    for (Node group : groups) {
      List<String> axes = new ArrayList<>();
      for (Node axis : items(group)) {
        String name = axis instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (Axes.named(name).isEmpty()) {
          add(axis, "pair", "found " + describe(axis) + ", expected an axis such as threads");
        }
        axes.add(name);
      }
      pairs.add(axes);
    }
    return pairs;
  }

  private Map<String, String> base(Node node) {
    Map<String, String> base = new LinkedHashMap<>();
    settings(node, "around", Set.of())
        .forEach(
            (axis, values) -> {
              if (values.size() == 1) {
                base.put(axis, values.getFirst());
              } else if (!values.isEmpty()) {
                add(
                    node,
                    "around." + axis,
                    "found " + values.size() + " values, expected the one of the base");
              }
            });
    return base;
  }

  private Optional<Precision> precision(@Nullable Node node, @Nullable Node most) {
    long mostRepetitions =
        number(most, "max-repetitions", 1, MAX_REPETITIONS, Precision.STANDARD_MOST_REPETITIONS);
    if (node == null) {
      if (most != null) {
        add(most, "max-repetitions", "stands without 'precision', expected both or neither");
      }
      return Optional.empty();
    }
    OptionalDouble share =
        node instanceof ScalarNode scalar
            ? Quantities.parsePercent(scalar.getValue())
            : OptionalDouble.empty();
    if (share.isEmpty()
        || share.getAsDouble() < Precision.LEAST
        || share.getAsDouble() > Precision.MOST) {
      add(node, "precision", "found " + describe(node) + ", expected 0.1% to 50%, such as 3%");
      return Optional.empty();
    }
    return Optional.of(new Precision(share.getAsDouble(), (int) mostRepetitions));
  }

  private Optional<Duration> budget(@Nullable Node node) {
    if (node == null) {
      return Optional.empty();
    }
    Optional<Duration> budget =
        node instanceof ScalarNode scalar
            ? Quantities.parseDuration(scalar.getValue()).filter(Duration::isPositive)
            : Optional.empty();
    if (budget.isEmpty()) {
      add(node, "budget", "found " + describe(node) + ", expected a time such as 10min or 1h30min");
    }
    return budget;
  }

  private static List<Node> items(@Nullable Node node) {
    return switch (node) {
      case null -> List.of();
      case SequenceNode sequence -> sequence.getValue();
      default -> List.of(node);
    };
  }

  private List<String> values(Axis<?> axis, Node node, String path, boolean repeating) {
    List<Node> nodes = items(node);
    if (nodes.isEmpty() || nodes.size() > MAX_VALUES) {
      add(node, path, "found " + nodes.size() + " values, expected 1 to " + MAX_VALUES);
    }
    List<String> values = new ArrayList<>();
    for (Node value : nodes) {
      Optional<String> canonical =
          value instanceof ScalarNode scalar ? axis.canonical(scalar.getValue()) : Optional.empty();
      if (canonical.isEmpty()) {
        add(value, path, "found " + describe(value) + ", expected " + axis.expected());
      } else if (values.contains(canonical.get()) && !repeating) {
        add(value, path, "the value " + canonical.get() + " stands here twice, expected once");
      } else {
        values.add(canonical.get());
      }
    }
    return List.copyOf(values);
  }

  private long number(@Nullable Node node, String path, long least, long most, long standard) {
    if (node == null) {
      return standard;
    }
    if (node instanceof ScalarNode scalar && scalar.getValue().matches(WHOLE_NUMBER)) {
      long value = Long.parseLong(scalar.getValue());
      if (value >= least && value <= most) {
        return value;
      }
    }
    String range =
        least == Long.MIN_VALUE
            ? ""
            : least == most ? " that is " + least : " from " + least + " to " + most;
    add(node, path, "found " + describe(node) + ", expected a whole number" + range);
    return standard;
  }

  private void add(@Nullable Node node, String key, String message) {
    problems.add(problem(node, key, message));
  }

  private static DefinitionProblem problem(@Nullable Node node, String key, String message) {
    Optional<Mark> mark = node == null ? Optional.empty() : node.getStartMark();
    return new DefinitionProblem(
        mark.map(m -> m.getLine() + 1).orElse(1),
        mark.map(m -> m.getColumn() + 1).orElse(1),
        key,
        message);
  }

  private static String describe(@Nullable Node node) {
    return switch (node) {
      case null -> "nothing";
      case ScalarNode scalar when scalar.getValue().isEmpty() -> "nothing";
      case ScalarNode scalar -> "'" + scalar.getValue() + "'";
      case SequenceNode _ -> "a list";
      default -> "a group of keys";
    };
  }
}
