package org.weightbench.cli.internal.command;

import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import picocli.CommandLine;

/** Explains where the workbench is, for a start that did not go through the start script. */
@CommandLine.Command(
    name = "ide",
    footer = {
      "",
      "In a source tree './weightbench ide' builds and opens it.",
      "",
      "Example:",
      "  ./weightbench ide -data ~/my-workspace"
    })
final class IdeCommand extends Command {

  IdeCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(
        "the workbench is not part of this archive; start './weightbench ide' in a source tree, or"
            + " the Weightbench product");
  }
}
