package org.weightbench.cli.internal;

import org.weightbench.runner.ProgressPrinter;

/** Shows on standard error how far a run is. */
public final class RunProgress {
  private static final int STANDARD_COLUMNS = 80;

  private RunProgress() {}

  /** Returns the printer that suits a console. */
  public static ProgressPrinter on(Console console) {
    return new ProgressPrinter(
        console.err(), console.showsErrors(), console.errorColumns().orElse(STANDARD_COLUMNS));
  }
}
