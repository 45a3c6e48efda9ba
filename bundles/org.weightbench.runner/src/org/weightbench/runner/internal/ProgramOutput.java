package org.weightbench.runner.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a program prints, line by line; it may print a whole model without a line end. Only the
 * beginning of a long line counts, and only the beginning of all goes to the log. Used by one
 * thread.
 */
final class ProgramOutput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LINE_BYTES = 4096;
  private static final int LOGGED_BYTES = 1 << 18;
  private static final int TOLD_LINES = 3;
  private static final int TOLD_CHARS = 200;

  private final InputStream in;
  private final PrintStream log;
  private final Predicate<String> fits;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Deque<String> last = new ArrayDeque<>();
  private long logged;

  /**
   * Prepares to hear.
   *
   * @param in stays open
   * @param log takes what is printed
   * @param ready what a line must hold for the program to be ready; empty when no line tells
   */
  ProgramOutput(InputStream in, PrintStream log, Optional<Pattern> ready) {
    this.in = in;
    this.log = log;
    this.fits = ready.<Predicate<String>>map(Pattern::asPredicate).orElse(_ -> false);
  }

  /**
   * Hears until a line tells that the program is ready.
   *
   * @return whether one did; false at the end of the output
   * @throws IOException when the output cannot be read
   */
  boolean awaitReady() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      log(buffer, got);
      int from = 0;
      for (int at = 0; at < got; at++) {
        if (buffer[at] == '\n') {
          add(buffer, from, at);
          from = at + 1;
          if (endLine()) {
            return true;
          }
        }
      }
      add(buffer, from, got);
    }
    return line.size() > 0 && endLine();
  }

  private void log(byte[] buffer, int count) {
    int rest = (int) Math.min(count, LOGGED_BYTES - logged);
    if (rest > 0) {
      log.write(buffer, 0, rest);
      logged += rest;
      if (logged == LOGGED_BYTES) {
        log.println();
        log.println("(what the program printed after this is left out)");
      }
    }
  }

  private void add(byte[] buffer, int from, int to) {
    int room = LINE_BYTES - line.size();
    if (room > 0) {
      line.write(buffer, from, Math.min(room, to - from));
    }
  }

  private boolean endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    last.addLast(text.substring(0, Math.min(text.length(), TOLD_CHARS)).strip());
    if (last.size() > TOLD_LINES) {
      last.removeFirst();
    }
    return fits.test(text);
  }

  /** Returns the last lines, to end a sentence. */
  String told() {
    return last.isEmpty() ? "it printed nothing" : "it printed last: " + String.join(" | ", last);
  }
}
