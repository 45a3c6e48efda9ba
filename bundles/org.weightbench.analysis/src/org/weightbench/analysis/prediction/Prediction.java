package org.weightbench.analysis.prediction;

import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.roofline.Bound;
import org.weightbench.experiment.Cell;

/**
 * What a load is expected to take.
 *
 * @param cell the settings
 * @param expected the time; empty when the ceilings that it takes are not there
 * @param problem why there is none; empty when there is one
 */
public record Prediction(Cell cell, Optional<Expected> expected, String problem) {

  /**
   * A time.
   *
   * @param nanos most likely
   * @param low by the upper ends of the ceilings' intervals, less the model's own error
   * @param high by their lower ends, plus the model's own error
   * @param parts what the time is made of, the longest first: what each would take if the others
   *     took none
   */
  public record Expected(double nanos, double low, double high, List<Bound> parts) {

    /** Copies the parts. */
    public Expected {
      parts = List.copyOf(parts);
    }

    /** Returns what binds. */
    public Bound binding() {
      return parts.getFirst();
    }
  }
}
