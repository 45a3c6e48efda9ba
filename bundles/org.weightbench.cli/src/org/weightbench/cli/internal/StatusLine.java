package org.weightbench.cli.internal;

import java.util.function.Supplier;

/**
 * How far work is, on standard error: one line that is written over on a terminal, else a line
 * every tenth, at most one a second. Usable from several threads.
 */
final class StatusLine implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long LINE_NANOS = 1_000_000_000;
  private static final int STEPS = 10;

  private final Console console;
  private final boolean terminal;
  private long lastDrawn = System.nanoTime();
  private int lastStep;
  private int drawnChars;

  StatusLine(Console console) {
    this.console = console;
    this.terminal = console.showsErrors();
  }

  /**
   * Shows a line when it is time for one.
   *
   * @param share of the work that is done, 0 to 1
   */
  synchronized void show(double share, Supplier<String> line) {
    long now = System.nanoTime();
    if (terminal) {
      if (now - lastDrawn >= REDRAW_NANOS) {
        lastDrawn = now;
        draw(line.get());
      }
      return;
    }
    int step = (int) (STEPS * share);
    if (step > lastStep && now - lastDrawn >= LINE_NANOS) {
      lastStep = step;
      lastDrawn = now;
      console.err().println(line.get());
    }
  }

  /** Takes the line away from a terminal. */
  @Override
  public synchronized void close() {
    if (drawnChars > 0) {
      draw("");
      console.err().print("\r");
      console.err().flush();
    }
  }

  private void draw(String line) {
    console.err().print("\r" + line + " ".repeat(Math.max(0, drawnChars - line.length())));
    console.err().flush();
    drawnChars = line.length();
  }
}
