package org.weightbench.cli.internal;

import java.util.Locale;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingProgress;
import org.weightbench.runner.StopSignal;

/** Shows on standard error how far a measurement of ceilings is. Ctrl-C cancels it. */
public final class CeilingConsole implements CeilingProgress, AutoCloseable {
  private final StatusLine status;
  private final StopSignal stop;

  /** Starts to show progress. */
  public CeilingConsole(Console console) {
    this.status = new StatusLine(console);
    this.stop = console.interruption().listen();
  }

  @Override
  public void at(double share, String what) {
    status.show(
        share,
        () -> String.format(Locale.ROOT, "measuring ceilings: %3.0f %%, %s", 100 * share, what));
  }

  @Override
  public void measured(Ceiling ceiling) {
    // the table at the end shows it
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
}
