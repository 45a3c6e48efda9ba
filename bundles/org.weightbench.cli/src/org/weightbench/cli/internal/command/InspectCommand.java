package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufProblem;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is in a model. */
@CommandLine.Command(
    name = "inspect",
    footer = {
      "",
      "Only the header is read. Exit code 1 when the model has problems.",
      "",
      "Examples:",
      "  weightbench inspect model.gguf",
      "  weightbench inspect model-00001-of-00003.gguf --tensors",
      "  weightbench inspect model.gguf --json --metadata | jq .metadata"
    })
final class InspectCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "Model, or any shard of it.")
  private Path file = Path.of("");

  @Option(names = "--tensors", description = "List all tensors too.")
  private boolean tensors;

  @Option(names = "--metadata", description = "List all metadata too, long arrays cut short.")
  private boolean metadata;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  InspectCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    try (GgufModel model = GgufModel.open(file)) {
      if (json) {
        console().out().print(ModelJson.write(model, tensors, metadata));
      } else {
        ModelText text = new ModelText(model, console().outputColumns());
        text.overview().forEach(console().out()::println);
        if (metadata) {
          text.metadata().forEach(console().out()::println);
        }
        if (tensors) {
          text.tensors().forEach(console().out()::println);
        }
      }
      console().flush();
      for (GgufProblem problem : model.problems()) {
        console().err().println("weightbench: " + problem.message());
      }
      return model.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }
}
