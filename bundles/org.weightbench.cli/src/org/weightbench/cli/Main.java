package org.weightbench.cli;

import java.io.PrintStream;
import java.util.Map;
import org.weightbench.cli.internal.CommandInterpreter;
import org.weightbench.cli.internal.Console;

/** Start of the {@code weightbench} command. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends this JVM with its exit code: 0 done, 1 failed, 2 wrong usage, 130
   * interrupted.
   */
  public static void main(String[] arguments) {
    // What a library prints must not mix with results, which do not go through System.out.
    System.setOut(System.err);
    System.exit(CommandInterpreter.run(arguments, Console.ofProcess()));
  }

  /**
   * Runs a command within this JVM.
   *
   * @param out where results go
   * @param err where messages and progress go
   * @param environment environment variables
   * @return the exit code
   */
  public static int run(
      String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
    return CommandInterpreter.run(arguments, Console.of(out, err, environment));
  }
}
