package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.prediction.ImaginedMachine;
import org.weightbench.analysis.prediction.Prediction;
import org.weightbench.analysis.prediction.Prediction.Expected;
import org.weightbench.analysis.prediction.PredictionCheck;
import org.weightbench.analysis.prediction.Predictor;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.cli.internal.CeilingConsole;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.GgufModel;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.runner.CeilingRun;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts load times. */
@CommandLine.Command(
    name = "predict",
    sortOptions = false,
    footer = {
      "",
      "LIST is one value or several with commas between them. The model is not loaded: times come"
          + " from what",
      "the machine can do at best. Where that was not measured in the last half hour it is measured"
          + " first,",
      "for under a minute (see 'weightbench hardware --help').",
      "",
      "Examples:",
      "  weightbench predict model.gguf",
      "  weightbench predict model.gguf --strategy direct,mmap --deliver f32 --threads 1,8",
      "  weightbench predict model.gguf --disk 7GB/s --memory 200GB/s --cores 32",
      "  weightbench predict model.gguf --ceilings server.json",
      "  weightbench predict weightbench-results/quickstart-20261124-152200"
    })
final class PredictCommand extends Command {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<Axis<?>> SHOWN =
      List.of(
          Axes.STRATEGY,
          Axes.DELIVER,
          Axes.CACHE,
          Axes.THREADS,
          Axes.DEQUANTIZE_THREADS,
          Axes.CHUNK);

  @Parameters(
      paramLabel = "MODEL",
      description =
          "Model, or any shard of it; or a result, whose cells are predicted beside what was"
              + " measured.")
  private Path model = Path.of("");

  @Option(
      names = "--strategy",
      split = ",",
      paramLabel = "LIST",
      description = "How bytes come from file to memory (default: every strategy).")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--deliver",
      split = ",",
      paramLabel = "LIST",
      defaultValue = "copied",
      description = "What 'loaded' means (default: ${DEFAULT-VALUE}).")
  private List<String> delivers = new ArrayList<>();

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "LIST",
      description = "Threads that read (default: 1 and one a core).")
  private List<String> threads = new ArrayList<>();

  @Option(
      names = "--dequantize-threads",
      split = ",",
      paramLabel = "LIST",
      defaultValue = "0",
      description = "Threads that only dequantize (default: ${DEFAULT-VALUE}).")
  private List<String> dequantizeThreads = new ArrayList<>();

  @Option(
      names = "--chunk",
      split = ",",
      paramLabel = "LIST",
      defaultValue = "4 MiB",
      description = "Bytes of one read (default: ${DEFAULT-VALUE}).")
  private List<String> chunks = new ArrayList<>();

  @Option(
      names = "--cache",
      split = ",",
      paramLabel = "LIST",
      defaultValue = "cold",
      description = "State of the page cache, cold or warm (default: ${DEFAULT-VALUE}).")
  private List<String> caches = new ArrayList<>();

  @Option(
      names = "--disk",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description = "Imagine a disk that gives this rate to large reads, such as 7GB/s.")
  private @Nullable Double disk;

  @Option(
      names = "--memory",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description = "Imagine memory with this rate for all cores, such as 200GB/s.")
  private @Nullable Double memory;

  @Option(names = "--cores", paramLabel = "N", description = "Imagine so many cores.")
  private @Nullable Integer cores;

  @Option(
      names = "--ceilings",
      paramLabel = "FILE",
      description = "Take the ceilings of a result folder or of 'hardware --measure --json'.")
  private @Nullable String ceilingsSource;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  PredictCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (cores != null && cores < 1) {
      throw usage("--cores: found " + cores + ", expected 1 or more");
    }
    if (ResultFolder.isResultFolder(model)) {
      return check(Result.read(ResultFolder.open(model)));
    }
    ModelFacts facts;
    try (GgufModel opened = GgufModel.open(model)) {
      facts = ModelFacts.of(opened);
    }
    int processors = Optional.ofNullable(cores).orElse(Runtime.getRuntime().availableProcessors());
    List<Cell> cells = cells(processors);
    ImaginedMachine imagined =
        new ImaginedMachine(
            disk == null ? OptionalDouble.empty() : OptionalDouble.of(disk),
            memory == null ? OptionalDouble.empty() : OptionalDouble.of(memory),
            cores == null ? OptionalInt.empty() : OptionalInt.of(cores));
    Ceilings measured = ceilings();
    Predictor predictor = new Predictor(facts, imagined.ceilings(measured), processors);
    List<Prediction> predictions =
        cells.stream()
            .map(predictor::predict)
            .sorted(
                Comparator.comparingDouble(
                    p -> p.expected().map(Expected::nanos).orElse(Double.MAX_VALUE)))
            .toList();
    if (json) {
      console().out().print(json(predictions, facts));
    } else {
      lines(predictions, facts, measured).forEach(console().out()::println);
    }
    return ExitCodes.DONE;
  }

  private int check(Result result) throws IOException, CommandFailure {
    Ceilings ceilings =
        ceilingsSource == null
            ? result.ceilings().orElseThrow(() -> withoutCeilings(model.toString()))
            : named(ceilingsSource);
    List<PredictionCheck> checks = PredictionCheck.of(result, ceilings);
    if (checks.isEmpty()) {
      throw new CommandFailure(
          model + " has no verified sample, or does not know the types of its model");
    }
    if (json) {
      console().out().print(PredictionReport.json(checks));
    } else {
      PredictionReport.lines(checks, console().outputColumns()).forEach(console().out()::println);
    }
    return ExitCodes.DONE;
  }

  private static Ceilings named(String source) throws IOException, CommandFailure {
    return HardwareSource.read(source).ceilings().orElseThrow(() -> withoutCeilings(source));
  }

  private static CommandFailure withoutCeilings(String source) {
    return new CommandFailure(source + " has no ceilings; 'hardware --measure' measures them");
  }

  private Ceilings ceilings() throws IOException, CommandFailure {
    if (ceilingsSource != null) {
      return named(ceilingsSource);
    }
    try (CeilingConsole progress = new CeilingConsole(console())) {
      return new CeilingRun().fresh(model, progress);
    }
  }

  private List<Cell> cells(int processors) {
    Map<Axis<?>, List<String>> values = new LinkedHashMap<>();
    values.put(
        Axes.STRATEGY,
        strategies.isEmpty() ? Axes.STRATEGY.choices() : canonical(Axes.STRATEGY, strategies));
    values.put(Axes.DELIVER, canonical(Axes.DELIVER, delivers));
    values.put(Axes.CACHE, canonical(Axes.CACHE, caches));
    values.put(
        Axes.THREADS,
        threads.isEmpty()
            ? List.of("1", String.valueOf(processors)).stream().distinct().toList()
            : canonical(Axes.THREADS, threads));
    values.put(Axes.DEQUANTIZE_THREADS, canonical(Axes.DEQUANTIZE_THREADS, dequantizeThreads));
    values.put(Axes.CHUNK, canonical(Axes.CHUNK, chunks));
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<Axis<?>, List<String>> axis : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> settings : combinations) {
        for (String value : axis.getValue()) {
          Map<String, String> more = new LinkedHashMap<>(settings);
          more.put(axis.getKey().name(), value);
          longer.add(more);
        }
      }
      combinations = longer;
    }
    List<Cell> cells =
        combinations.stream()
            .map(Cell::new)
            .filter(cell -> cell.contradiction().isEmpty())
            .toList();
    if (cells.isEmpty()) {
      throw usage(
          new Cell(combinations.getFirst())
              .contradiction()
              .orElse("no combination of these settings can be loaded"));
    }
    return cells;
  }

  private List<String> canonical(Axis<?> axis, List<String> texts) {
    return texts.stream()
        .map(
            text ->
                axis.canonical(text)
                    .orElseThrow(
                        () ->
                            usage(
                                "--"
                                    + axis.name()
                                    + ": found '"
                                    + text
                                    + "', expected "
                                    + axis.expected())))
        .toList();
  }

  private List<String> lines(List<Prediction> predictions, ModelFacts facts, Ceilings measured) {
    List<Axis<?>> differing =
        SHOWN.stream()
            .filter(
                axis -> predictions.stream().map(p -> p.cell().text(axis)).distinct().count() > 1)
            .toList();
    List<Heading> headings = new ArrayList<>();
    differing.forEach(axis -> headings.add(new Heading(axis.title(), !axis.closed())));
    headings.addAll(
        List.of(
            Heading.number("Expected"),
            Heading.number("Interval"),
            Heading.number("Rate"),
            Heading.words("Bound by")));
    List<String> lines = new ArrayList<>();
    lines.add(
        Quantities.bytes(facts.tensorBytes())
            + " of tensors; "
            + SHOWN.stream()
                .filter(axis -> !differing.contains(axis))
                .map(axis -> axis.name() + " " + predictions.getFirst().cell().text(axis))
                .collect(Collectors.joining(", ")));
    lines.add(
        "Ceilings of "
            + measured.fileSystem()
            + ", measured at "
            + measured.measuredAt()
            + imaginedText());
    lines.add("");
    lines.addAll(
        TextTable.of(headings, predictions, prediction -> cells(prediction, differing, facts))
            .lines(console().outputColumns()));
    return lines;
  }

  private String imaginedText() {
    List<String> parts = new ArrayList<>();
    if (disk != null) {
      parts.add("a disk of " + Quantities.rate(disk));
    }
    if (memory != null) {
      parts.add("memory of " + Quantities.rate(memory));
    }
    if (cores != null) {
      parts.add(cores + " cores");
    }
    return parts.isEmpty() ? "" : ", imagined with " + String.join(", ", parts);
  }

  private static List<String> cells(
      Prediction prediction, List<Axis<?>> differing, ModelFacts facts) {
    List<String> texts = new ArrayList<>();
    differing.forEach(axis -> texts.add(prediction.cell().text(axis)));
    if (prediction.expected().isEmpty()) {
      texts.addAll(List.of("unknown", "", "", prediction.problem()));
      return texts;
    }
    Expected expected = prediction.expected().get();
    texts.add(Quantities.duration(expected.nanos()));
    texts.add(Quantities.duration(expected.low()) + " … " + Quantities.duration(expected.high()));
    texts.add(Quantities.rate(facts.tensorBytes() * NANOS_PER_SECOND / expected.nanos()));
    texts.add(expected.binding().resource().label());
    return texts;
  }

  private static String json(List<Prediction> predictions, ModelFacts facts) {
    JsonText text = new JsonText();
    ObjectNode root = text.object();
    root.put("tensorBytes", facts.tensorBytes());
    ArrayNode all = root.putArray("predictions");
    for (Prediction prediction : predictions) {
      ObjectNode node = all.addObject();
      prediction.cell().settings().forEach(node::put);
      PredictionReport.put(node, prediction);
    }
    return text.write(root);
  }
}
