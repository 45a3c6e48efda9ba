package org.weightbench.runner;

import java.util.Map;
import java.util.OptionalDouble;
import org.weightbench.experiment.Cell;

/**
 * What a plan is expected to take, before anything was measured.
 *
 * @param totalNanos making, verifying and all runs together
 * @param nanosByCell one run of each cell, preparation included
 * @param bytesPerSecond what a short read of the model gave; empty when it could not be tried
 * @param method how it was estimated, as a person reads it
 */
public record TimeEstimate(
    long totalNanos, Map<Cell, Long> nanosByCell, OptionalDouble bytesPerSecond, String method) {

  /** Copies the map. */
  public TimeEstimate {
    nanosByCell = Map.copyOf(nanosByCell);
  }
}
