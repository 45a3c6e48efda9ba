package org.weightbench.cli.internal;

import org.jspecify.annotations.Nullable;
import org.weightbench.runner.ShutdownStop;
import org.weightbench.runner.StopSignal;

/**
 * Ctrl-C for commands that stop in order. A command that never calls {@link #listen} is ended by
 * the system at once.
 */
public final class Interruption implements AutoCloseable {
  private final StopSignal stop = new StopSignal();
  private @Nullable ShutdownStop ending;

  /** Lets Ctrl-C and termination set a signal from now on, and returns it. */
  public StopSignal listen() {
    if (ending == null) {
      ending = ShutdownStop.install(stop);
    }
    return stop;
  }

  /** Tells that everything is done and said; the process may end. */
  @Override
  public void close() {
    if (ending != null) {
      ending.close();
    }
  }
}
