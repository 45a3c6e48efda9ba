package org.weightbench.runner.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan.Run;

/**
 * How long the missing runs will take: each as the finished runs of its cell took on average; where
 * there is none yet, as it was estimated, corrected by what finished runs took against their
 * estimates.
 */
public final class RemainingTime {
  private final Map<Cell, Long> estimatedNanos;
  private final Map<Cell, List<Long>> tookNanos = new HashMap<>();

  /** Starts from an estimate of every cell. */
  public RemainingTime(Map<Cell, Long> estimatedNanos) {
    this.estimatedNanos = Map.copyOf(estimatedNanos);
  }

  /** Takes note of a finished run. */
  public void finished(Cell cell, long nanos) {
    tookNanos.computeIfAbsent(cell, _ -> new ArrayList<>()).add(nanos);
  }

  /** Returns the expected time of some runs together. */
  public long nanos(List<Run> runs) {
    double took = 0;
    double estimated = 0;
    for (Map.Entry<Cell, List<Long>> cell : tookNanos.entrySet()) {
      took += cell.getValue().stream().mapToLong(Long::longValue).sum();
      estimated += cell.getValue().size() * (double) estimate(cell.getKey());
    }
    double correction = estimated > 0 ? took / estimated : 1;
    return Math.round(
        runs.stream()
            .mapToDouble(
                run -> {
                  List<Long> same = tookNanos.getOrDefault(run.cell(), List.of());
                  return same.stream()
                      .mapToLong(Long::longValue)
                      .average()
                      .orElse(estimate(run.cell()) * correction);
                })
            .sum());
  }

  private long estimate(Cell cell) {
    return estimatedNanos.getOrDefault(cell, 1L);
  }
}
