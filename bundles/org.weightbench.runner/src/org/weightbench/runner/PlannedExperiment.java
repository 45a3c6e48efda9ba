package org.weightbench.runner;

import java.nio.file.Path;
import java.util.Map;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan;

/**
 * What a definition comes to on this machine.
 *
 * @param plan the runs, and the combinations that cannot be run here
 * @param model the model's file, or any of its shards
 * @param modelExists whether it is there; if not it is made when the experiment runs, and nothing
 *     is known of its file system yet
 * @param tensorBytes bytes of its tensors, approximate when it is not there
 * @param storedBytes bytes of the tensors that each cell loads, where that is known
 */
public record PlannedExperiment(
    ExperimentPlan plan,
    Path model,
    boolean modelExists,
    long tensorBytes,
    Map<Cell, Long> storedBytes) {

  /** Copies the map. */
  public PlannedExperiment {
    storedBytes = Map.copyOf(storedBytes);
  }

  /** Tells what the plan reads. */
  public ExperimentPlan.Cost cost() {
    return plan.cost(cell -> storedBytes.getOrDefault(cell, tensorBytes));
  }
}
