package org.weightbench.cli.internal.command;

import java.util.function.Function;
import org.weightbench.cli.internal.Console;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command in the list of commands. The class behind it is loaded only when the command is asked
 * for, which keeps the start quick.
 *
 * @param name what the user types
 * @param summary one sentence
 * @param factory makes the command
 */
public record CommandEntry(String name, String summary, Function<Console, Command> factory) {

  /** Returns what picocli needs to run the command. */
  public CommandSpec full(Console console) {
    CommandSpec spec = factory.apply(console).spec();
    spec.usageMessage().description(summary);
    return spec;
  }

  /** Returns what picocli needs to list the command. */
  public CommandSpec listed() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(summary);
    return spec;
  }
}
