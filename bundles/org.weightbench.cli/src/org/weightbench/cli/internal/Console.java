package org.weightbench.cli.internal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command reads from and writes to. Text is UTF-8 whatever the locale, so that a result is
 * the same everywhere.
 */
public final class Console {
  private static final int BUFFER_BYTES = 8192;

  private final OutputFailure outputFailure;
  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Interruption interruption = new Interruption();

  private Console(
      OutputStream out, OutputStream err, Terminal terminal, Map<String, String> environment) {
    this.outputFailure = new OutputFailure(out);
    this.out =
        new PrintStream(
            new BufferedOutputStream(outputFailure, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  /** Returns the console of this process. */
  public static Console ofProcess() {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new ProcessTerminal(),
        System.getenv());
  }

  /** Returns a console without a terminal. */
  public static Console of(OutputStream out, OutputStream err, Map<String, String> environment) {
    return new Console(out, err, Terminal.NONE, environment);
  }

  /** Returns where results go; buffered until {@link #flush}. */
  public PrintStream out() {
    return out;
  }

  /** Returns where messages and progress go, at once. */
  public PrintStream err() {
    return err;
  }

  /** Tells whether a person sees standard error as it is written. */
  public boolean showsErrors() {
    return terminal.showsErrors();
  }

  /** Tells whether output may be coloured. */
  public boolean colours() {
    return terminal.showsOutput() && variable("NO_COLOR").isEmpty();
  }

  /** Returns the width to which output should keep; empty when it does not go to a terminal. */
  public OptionalInt outputColumns() {
    return terminal.showsOutput() ? terminal.columns() : OptionalInt.empty();
  }

  /** Returns the width of standard error; empty when it does not go to a terminal. */
  public OptionalInt errorColumns() {
    return terminal.showsErrors() ? terminal.columns() : OptionalInt.empty();
  }

  /** Returns an environment variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Asks the person at the terminal a question that 'y' or 'yes' affirms.
   *
   * @return empty where nobody is there to answer
   * @throws IOException when the answer cannot be read
   */
  public Optional<Boolean> confirms(String question) throws IOException {
    if (!terminal.showsErrors()) {
      return Optional.empty();
    }
    err.print(question + " [y/N] ");
    err.flush();
    StringBuilder answer = new StringBuilder();
    for (int read = System.in.read(); read >= 0 && read != '\n'; read = System.in.read()) {
      answer.append((char) read);
    }
    return Optional.of(answer.toString().strip().matches("(?i)y|yes"));
  }

  /** Returns how Ctrl-C reaches a command. */
  public Interruption interruption() {
    return interruption;
  }

  /** Writes everything that is still buffered. */
  public void flush() {
    out.flush();
    err.flush();
  }

  /** Returns why output was lost; empty when it was not, or when its reader did not want more. */
  public Optional<IOException> outputProblem() {
    return outputFailure.problem();
  }
}
