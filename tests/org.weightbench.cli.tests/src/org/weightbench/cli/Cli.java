package org.weightbench.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Calls the command within this JVM. */
final class Cli {

  private Cli() {}

  /** How a call ended. */
  record Ended(int exitCode, String out, String err) {
    /** Returns the lines of standard error. */
    List<String> errorLines() {
      return err.lines().toList();
    }
  }

  /** Runs a command line; arguments are written as their text. */
  static Ended run(Object... arguments) {
    return runWith(Map.of(), arguments);
  }

  /** Runs a command line with environment variables. */
  static Ended runWith(Map<String, String> environment, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int code =
        Main.run(
            texts,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
