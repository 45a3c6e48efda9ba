package org.weightbench.runner.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
  private static final int TAIL_BYTES = 4096;
  private static final int LOGGED_BYTES = 1 << 18;
  private static final int TOLD_LINES = 3;
  private static final int TOLD_CHARS = 200;

  private final InputStream in;
  private final PrintStream log;
  private final Optional<Predicate<String>> fits;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] tail = {};
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
    this.fits = ready.map(Pattern::asPredicate);
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
      keepTail(buffer, got);
      if (fits.isPresent() && hasReadyLine(buffer, got, fits.get())) {
        return true;
      }
    }
    return fits.isPresent() && endedLine().filter(fits.get()).isPresent();
  }

  private boolean hasReadyLine(byte[] buffer, int count, Predicate<String> ready) {
    int from = 0;
    for (int at = 0; at < count; at++) {
      if (buffer[at] == '\n') {
        add(buffer, from, at);
        from = at + 1;
        if (endedLine().filter(ready).isPresent()) {
          return true;
        }
      }
    }
    add(buffer, from, count);
    return false;
  }

  private Optional<String> endedLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return Optional.of(text).filter(some -> !some.isEmpty());
  }

  private void keepTail(byte[] buffer, int count) {
    int kept = Math.min(tail.length, Math.max(0, TAIL_BYTES - count));
    int taken = Math.min(count, TAIL_BYTES);
    byte[] next = Arrays.copyOfRange(tail, tail.length - kept, tail.length + taken);
    System.arraycopy(buffer, count - taken, next, kept, taken);
    tail = next;
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

  /** Returns the last lines, to end a sentence. */
  String told() {
    List<String> lines =
        new String(tail, StandardCharsets.UTF_8)
            .lines()
            .map(text -> text.substring(0, Math.min(text.length(), TOLD_CHARS)).strip())
            .filter(text -> !text.isEmpty())
            .toList();
    return lines.isEmpty()
        ? "it printed nothing"
        : "it printed last: "
            + String.join(
                " | ", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
  }
}
