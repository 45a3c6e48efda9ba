package org.weightbench.runner;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.weightbench.experiment.ExperimentEvent;

/**
 * Writes events as JSON, one a line, each flushed at once. When nobody reads any more the run goes
 * on without telling: its results are in the folder. Usable from several threads.
 */
public final class EventWriter implements Consumer<ExperimentEvent> {
  private final PrintStream out;

  /** Writes UTF-8 to a stream, which stays open. */
  public EventWriter(OutputStream out) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void accept(ExperimentEvent event) {
    out.print(event.toJson() + "\n");
    out.flush();
  }
}
