package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ConsoleProgress;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;
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
      "  weightbench convert model-F32.gguf model-Q8_0.gguf --type Q8_0"
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

  @Option(names = "--force", description = "Replace OUT when it exists.")
  private boolean force;

  ConvertCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    Optional<QuantizationMix> mix = QuantizationMix.named(type);
    Optional<TensorType> plain = TensorType.byName(type);
    if (mix.isEmpty() && plain.isEmpty()) {
      throw usage(
          "--type: found '"
              + type
              + "', expected one of "
              + String.join(", ", QuantizationMix.names()));
    }
    refuseToOverwriteInput();
    OutputFile.check(out, force);
    try (ConsoleProgress progress = new ConsoleProgress(console(), "writing " + out)) {
      if (mix.isPresent()) {
        ModelConverter.convert(in, out, mix.get(), progress);
      } else {
        ModelConverter.convert(in, out, plain.orElseThrow(), progress);
      }
    }
    String name = mix.map(QuantizationMix::name).orElse(type);
    console().out().println(out + ": " + Quantities.bytes(Files.size(out)) + ", " + name);
    return ExitCodes.DONE;
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
