package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.FormatChart;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ConsoleProgress;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.report.ChartFile;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.survey.FormatSurvey;
import org.weightbench.quant.survey.Survey;
import org.weightbench.quant.survey.SurveyRequest;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what quantization formats would cost a model. */
@CommandLine.Command(
    name = "quant",
    footer = {
      "",
      "A sample of the model's own matrices is stored in each format, in memory, and turned into",
      "floats again. Rates are in bytes of F32 written; sizes are those of the whole model.",
      "",
      "Examples:",
      "  weightbench quant model-F16.gguf",
      "  weightbench quant model-F16.gguf --types Q4_K_M,Q5_K_M,Q8_0 --threads 4",
      "  weightbench quant model-F16.gguf --chart formats.svg --json > formats.json"
    })
final class QuantCommand extends Command {
  private static final int CHART_WIDTH = 800;

  @Parameters(paramLabel = "MODEL", description = "Model, or any shard of it.")
  private Path model = Path.of("");

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      converter = MixConverter.class,
      description = "Tensor types and quantization mixes (default: all).")
  private List<QuantizationMix> types = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Dequantize with 1, 2, 4 … up to N threads (default: one a processor).")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--sample",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      converter = ByteSizeConverter.class,
      description =
          "Size of the sample as F32; twice as much memory is needed (default: ${DEFAULT-VALUE}).")
  private long sampleBytes;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Write a chart of the rates as SVG or PNG; an existing file is replaced.")
  private @Nullable Path chart;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  QuantCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    SurveyRequest request = request();
    ChartFile drawing = chart == null ? null : ChartFile.named(chart);
    if (drawing != null) {
      OutputFile.check(drawing.path(), true);
    }
    Survey survey;
    try (ConsoleProgress progress = new ConsoleProgress(console(), "measuring formats")) {
      survey = FormatSurvey.measure(model, request, progress);
    }
    SurveyReport report = new SurveyReport(survey);
    if (json) {
      console().out().print(report.json(model));
    } else {
      report.lines(console().outputColumns()).forEach(console().out()::println);
    }
    if (drawing != null) {
      drawing.write(
          FormatChart.rates(survey, ChartStyle.LIGHT),
          CHART_WIDTH,
          FormatChart.preferredHeight(survey));
    }
    return ExitCodes.DONE;
  }

  private SurveyRequest request() {
    int mostThreads = threads.orElseGet(Runtime.getRuntime()::availableProcessors);
    SurveyRequest usual =
        checked(
            "--threads",
            () -> SurveyRequest.of(types.isEmpty() ? QuantizationMix.all() : types, mostThreads));
    return checked("--sample", () -> usual.withSampledWeights(sampleBytes / Float.BYTES));
  }

  private SurveyRequest checked(String option, Supplier<SurveyRequest> request) {
    try {
      return request.get();
    } catch (IllegalArgumentException e) {
      throw usage(option + ": " + e.getMessage());
    }
  }
}
