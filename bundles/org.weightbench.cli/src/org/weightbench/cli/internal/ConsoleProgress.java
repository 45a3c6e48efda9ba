package org.weightbench.cli.internal;

import java.util.Locale;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.Progress;
import org.weightbench.runner.StopSignal;

/**
 * Shows on standard error how far one long piece of work is. Ctrl-C cancels the work. Usable from
 * several threads.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final StatusLine status;
  private final String what;
  private final long start = System.nanoTime();
  private final StopSignal stop;

  /**
   * Starts to show progress.
   *
   * @param what what is done, to begin the line
   */
  public ConsoleProgress(Console console, String what) {
    this.status = new StatusLine(console);
    this.what = what;
    this.stop = console.interruption().listen();
  }

  @Override
  public void at(long doneBytes, long totalBytes) {
    double share = totalBytes == 0 ? 0 : (double) doneBytes / totalBytes;
    status.show(share, () -> line(doneBytes, totalBytes, System.nanoTime()));
  }

  @Override
  public boolean cancelled() {
    return stop.stopped();
  }

  /** Takes the line away from a terminal. */
  @Override
  public void close() {
    status.close();
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
