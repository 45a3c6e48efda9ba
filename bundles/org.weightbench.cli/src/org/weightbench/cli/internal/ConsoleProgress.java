package org.weightbench.cli.internal;

import java.util.Locale;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.Progress;
import org.weightbench.runner.StopSignal;

/**
 * Shows on standard error how far one long piece of work is: one line that is written over on a
 * terminal, else a line every tenth, at most one a second. Ctrl-C cancels the work. Usable from
 * several threads.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long LINE_NANOS = 1_000_000_000;
  private static final int STEPS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Console console;
  private final String what;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private final StopSignal stop;
  private long lastDrawn = start;
  private int lastStep;
  private int drawnChars;

  /**
   * Starts to show progress.
   *
   * @param what what is done, to begin the line
   */
  public ConsoleProgress(Console console, String what) {
    this.console = console;
    this.what = what;
    this.terminal = console.showsErrors();
    this.stop = console.interruption().listen();
  }

  @Override
  public synchronized void at(long doneBytes, long totalBytes) {
    long now = System.nanoTime();
    if (terminal) {
      if (now - lastDrawn >= REDRAW_NANOS) {
        lastDrawn = now;
        draw(line(doneBytes, totalBytes, now));
      }
      return;
    }
    int step = totalBytes == 0 ? 0 : (int) (STEPS * doneBytes / totalBytes);
    if (step > lastStep && now - lastDrawn >= LINE_NANOS) {
      lastStep = step;
      lastDrawn = now;
      console.err().println(line(doneBytes, totalBytes, now));
    }
  }

  @Override
  public boolean cancelled() {
    return stop.stopped();
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

  private String line(long doneBytes, long totalBytes, long now) {
    double share = totalBytes == 0 ? 1 : (double) doneBytes / totalBytes;
    double seconds = (now - start) / NANOS_PER_SECOND;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %3.0f %% of %s, %s",
            what,
            100 * share,
            Quantities.bytes(totalBytes),
            Quantities.rate(doneBytes / seconds));
    return share > 0 && share < 1
        ? line + ", " + Quantities.duration((now - start) * (1 - share) / share) + " left"
        : line;
  }
}
