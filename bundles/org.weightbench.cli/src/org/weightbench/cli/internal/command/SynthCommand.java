package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ConsoleProgress;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.experiment.Quantities;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.synth.ModelSynthesizer;
import org.weightbench.quant.synth.SynthesisRequest;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model. */
@CommandLine.Command(
    name = "synth",
    footer = {
      "",
      "Examples:",
      "  weightbench synth model.gguf --size 2GiB",
      "  weightbench synth small-f16.gguf --size 100MB --type F16 --seed 7"
    })
final class SynthCommand extends Command {
  @Parameters(paramLabel = "OUT", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--size",
      required = true,
      paramLabel = "SIZE",
      converter = ByteSizeConverter.class,
      description = "Approximate size, such as 1GiB or 500MB; at least 1MiB.")
  private long sizeBytes;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = MixConverter.class,
      defaultValue = "Q4_K_M",
      description = "Quantization mix or tensor type (default: ${DEFAULT-VALUE}).")
  private QuantizationMix mix = QuantizationMix.Q4_K_M;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Equal size, type and seed give equal files (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--force", description = "Replace OUT when it exists.")
  private boolean force;

  SynthCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    SynthesisRequest request;
    try {
      request = new SynthesisRequest(sizeBytes, mix, seed);
    } catch (IllegalArgumentException e) {
      throw usage("--size: " + e.getMessage());
    }
    OutputFile.check(out, force);
    try (ConsoleProgress progress = new ConsoleProgress(console(), "writing " + out)) {
      ModelSynthesizer.synthesize(out, request, progress);
    }
    console()
        .out()
        .println(out + ": " + Quantities.bytes(Files.size(out)) + ", " + mix.name() + ", llama");
    return ExitCodes.DONE;
  }
}
