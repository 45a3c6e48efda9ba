package org.weightbench.cli.internal.command;

import java.util.List;

/** The commands there are. */
public final class Commands {
  private static final List<CommandEntry> ALL =
      List.of(
          new CommandEntry(
              "inspect",
              "Show what is in a GGUF model: architecture, sizes by type and layer, problems.",
              InspectCommand::new),
          new CommandEntry(
              "synth", "Make a valid llama model of any size, with random weights.", SynthCommand::new),
          new CommandEntry(
              "convert", "Convert a model's weights to another type.", ConvertCommand::new));

  private Commands() {}

  /** Returns all commands in the order of the help. */
  public static List<CommandEntry> all() {
    return ALL;
  }
}
