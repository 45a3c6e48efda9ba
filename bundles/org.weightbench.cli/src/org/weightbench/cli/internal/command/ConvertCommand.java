package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ConsoleProgress;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.convert.ConversionSettings;
import org.weightbench.quant.convert.ConvertedTensor;
import org.weightbench.quant.convert.ModelConverter;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Converts a model. */
@CommandLine.Command(
    name = "convert",
    footer = {
      "",
      "Everything but the weights is kept. A split model becomes one file.",
      "",
      "Examples:",
      "  weightbench convert model-Q4_K_M.gguf model-F32.gguf --type F32",
      "  weightbench convert model-F32.gguf model-Q8_0.gguf --type Q8_0",
      "  weightbench convert model-F16.gguf model-Q4_K_M.gguf --type Q4_K_M --report"
    })
final class ConvertCommand extends Command {
  @Parameters(index = "0", paramLabel = "IN", description = "Model, or any shard of it.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "Tensor type or quantization mix, such as F32.")
  private String type = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that convert, 1 to 64 (default: one for each processor).")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--report",
      description = "Read each tensor back and show how far its weights are from the source.")
  private boolean report;

  @Option(
      names = "--reference",
      description = {
        "Store Q2_K to Q6_K and IQ4_XS in the blocks of ggml's reference quantizers,",
        "although those that are searched for otherwise lose less."
      })
  private boolean reference;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Option(names = "--force", description = "Replace OUT when it exists.")
  private boolean force;

  ConvertCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    ConversionSettings settings = settings();
    refuseToOverwriteInput();
    OutputFile.check(out, force);
    List<ConvertedTensor> tensors;
    try (ConsoleProgress progress = new ConsoleProgress(console(), "writing " + out)) {
      tensors = ModelConverter.convert(in, out, settings, progress);
    }
    if (json) {
      console().out().print(json(settings.mix(), tensors));
      return ExitCodes.DONE;
    }
    if (report) {
      new ConversionReport(tensors)
          .lines(console().outputColumns())
          .forEach(console().out()::println);
      console().out().println();
    }
    console()
        .out()
        .println(out + ": " + Quantities.bytes(Files.size(out)) + ", " + settings.mix().name());
    return ExitCodes.DONE;
  }

  private ConversionSettings settings() throws CommandFailure {
    QuantizationMix mix = mix();
    try {
      ConversionSettings settings =
          ConversionSettings.of(mix).withErrors(report).withReference(reference);
      return threads.map(settings::withThreads).orElse(settings);
    } catch (IllegalArgumentException e) {
      throw usage("--threads: " + e.getMessage());
    }
  }

  private QuantizationMix mix() throws CommandFailure {
    Optional<QuantizationMix> mix = QuantizationMix.named(type);
    if (mix.isPresent()) {
      return mix.get();
    }
    String choice = "expected one of " + String.join(", ", QuantizationMix.names());
    if (TensorType.byName(type).isPresent()) {
      throw new CommandFailure(
          "--type: " + type.toUpperCase(Locale.ROOT) + " cannot be written; " + choice);
    }
    throw usage("--type: found '" + type + "', " + choice);
  }

  private String json(QuantizationMix mix, List<ConvertedTensor> tensors) throws IOException {
    JsonText text = new JsonText();
    ObjectNode root = text.object();
    root.put("source", in.toString()).put("file", out.toString());
    root.put("fileBytes", Files.size(out)).put("type", mix.name());
    if (report) {
      new ConversionReport(tensors).write(root);
    }
    return text.write(root);
  }

  private void refuseToOverwriteInput() throws IOException, CommandFailure {
    try (GgufModel model = GgufModel.open(in)) {
      for (GgufFile shard : model.shards()) {
        if (Files.exists(out) && Files.isSameFile(shard.path(), out)) {
          throw new CommandFailure(out + " is a file of the model itself; name another file");
        }
      }
    }
  }
}
