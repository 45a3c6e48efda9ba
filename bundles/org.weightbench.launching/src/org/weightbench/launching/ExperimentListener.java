package org.weightbench.launching;

/** Hears of experiments that run. */
@FunctionalInterface
public interface ExperimentListener {

  /**
   * An experiment went on. Called on the thread that reads the runner's events, in their order; the
   * last call has a final state.
   */
  void changed(RunningExperiment experiment, ExperimentProgress progress);
}
