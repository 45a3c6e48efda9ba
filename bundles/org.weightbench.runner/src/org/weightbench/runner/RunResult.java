package org.weightbench.runner;

import java.util.Optional;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ResultFolder;

/**
 * How a run ended.
 *
 * @param outcome how
 * @param folder the result folder; empty when the run ended before there was one
 * @param message what a person should know, one sentence or more; empty when all went well
 */
public record RunResult(Outcome outcome, Optional<ResultFolder> folder, String message) {

  /** Exit code of a process whose run was stopped. */
  public static final int EXIT_INTERRUPTED = 130;

  /** Returns the exit code for the outcome: 0 completed, 1 failed, 130 interrupted. */
  public int exitCode() {
    return switch (outcome) {
      case COMPLETED -> 0;
      case FAILED -> 1;
      case INTERRUPTED -> EXIT_INTERRUPTED;
    };
  }
}
