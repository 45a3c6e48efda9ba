package org.weightbench.cli.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbench.cli.internal.command.CommandEntry;
import org.weightbench.cli.internal.command.Commands;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.DisplayText;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command that a command line asks for, runs it and answers its failures. */
public final class CommandInterpreter {
  private static final String NAME = "weightbench";
  private static final String DEBUG_OPTION = "--debug";
  private static final String DEBUG_VARIABLE = "WEIGHTBENCH_DEBUG";
  private static final int HELP_COLUMNS = 100;

  private final Console console;
  private final List<String> arguments;
  private final List<CommandEntry> commands;

  private CommandInterpreter(String[] arguments, Console console, List<CommandEntry> commands) {
    this.console = console;
    this.arguments = List.of(arguments);
    this.commands = commands;
  }

  /**
   * Runs a command line.
   *
   * @return the exit code
   */
  public static int run(String[] arguments, Console console) {
    return run(arguments, console, Commands.all());
  }

  /** Runs a command line with other commands. */
  static int run(String[] arguments, Console console, List<CommandEntry> commands) {
    try (Interruption _ = console.interruption()) {
      int code = new CommandInterpreter(arguments, console, commands).run();
      console.flush();
      Optional<IOException> problem = console.outputProblem();
      problem.ifPresent(
          e ->
              console.err().println(NAME + ": the output could not be written: " + e.getMessage()));
      return problem.isPresent() && code == ExitCodes.DONE ? ExitCodes.FAILED : code;
    }
  }

  private int run() {
    CommandLine line = new CommandLine(root());
    line.setOut(new PrintWriter(console.out(), true));
    line.setErr(new PrintWriter(console.err(), true));
    line.setUsageHelpWidth(HELP_COLUMNS);
    line.setUsageHelpLongOptionsMaxWidth(HELP_COLUMNS / 3);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler((e, _) -> wrongUsage(e));
    line.setExecutionExceptionHandler((e, _, _) -> failed(e));
    try {
      return line.execute(arguments.toArray(String[]::new));
    } catch (Error e) {
      return failed(e);
    }
  }

  private CommandSpec root() {
    Callable<Integer> nothingAsked = this::nothingAsked;
    CommandSpec root = CommandSpec.wrapWithoutInspection(nothingAsked);
    root.name(NAME);
    root.versionProvider(new Version());
    root.usageMessage()
        .description(
            "Finds out why a model's weights load slowly on this machine, and which settings load"
                + " them fastest.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "'weightbench COMMAND --help' says more, with examples.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.");
    root.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version.")
            .build());
    for (CommandEntry entry : commands) {
      root.addSubcommand(
          entry.name(), arguments.contains(entry.name()) ? entry.full(console) : entry.listed());
    }
    root.addSubcommand("help", new CommandLine(new HelpCommand()));
    return root;
  }

  private int nothingAsked() {
    console.err().println(NAME + ": no command given; '" + NAME + " --help' lists them");
    return ExitCodes.USAGE;
  }

  private int wrongUsage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.err().println(NAME + ": " + message(e));
    UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr());
    console.err().println("'" + command + " --help' says more.");
    return ExitCodes.USAGE;
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String argument = "'" + DisplayText.of(unmatched.getUnmatched().getFirst()) + "'";
      boolean root = e.getCommandLine().getParent() == null;
      return unmatched.isUnknownOption()
          ? "there is no option " + argument
          : root ? "there is no command " + argument : "found " + argument + ", expected no more";
    }
    return String.valueOf(e.getMessage());
  }

  private int failed(Throwable e) {
    if (e instanceof CancelledException) {
      console.err().println(NAME + ": interrupted");
      return ExitCodes.INTERRUPTED;
    }
    boolean debug =
        arguments.contains(DEBUG_OPTION) || console.variable(DEBUG_VARIABLE).isPresent();
    Optional<String> message = UserMessages.of(e);
    console.flush();
    if (message.isPresent()) {
      console.err().println(NAME + ": " + message.get());
    } else if (!debug) {
      console.err().println(NAME + ": " + bug(e));
    }
    if (debug) {
      e.printStackTrace(console.err());
    }
    return ExitCodes.FAILED;
  }

  private String bug(Throwable e) {
    String told = e.getMessage();
    String what =
        "something unexpected happened, which is a mistake in Weightbench: "
            + e.getClass().getSimpleName()
            + (told == null ? "" : ", " + DisplayText.of(told));
    StringWriter trace = new StringWriter();
    trace.append(NAME).append(' ').append(String.join(" ", arguments)).append('\n');
    e.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file = Files.createTempFile(NAME + "-", ".log");
      Files.writeString(file, trace.toString(), StandardCharsets.UTF_8);
      return what + "; " + file + " tells more";
    } catch (IOException _) {
      return what + "; " + DEBUG_OPTION + " tells more";
    }
  }
}
