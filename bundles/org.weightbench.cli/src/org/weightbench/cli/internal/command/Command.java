package org.weightbench.cli.internal.command;

import java.util.concurrent.Callable;
import org.weightbench.cli.internal.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has. A command object serves one call. */
public abstract class Command implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec injected = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--debug", description = "Show the full trace of an unexpected failure.")
  private boolean debug;

  /** Creates the command. */
  protected Command(Console console) {
    this.console = console;
  }

  /** Returns what picocli needs to parse this command's arguments. */
  CommandSpec spec() {
    return CommandSpec.forAnnotatedObject(this);
  }

  /** Returns where the command reads from and writes to. */
  protected final Console console() {
    return console;
  }

  /** Returns the exception that says that the command line is not understood. */
  final ParameterException usage(String message) {
    return new ParameterException(injected.commandLine(), message);
  }
}
