package org.weightbench.runner.tune;

import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.Statistics;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Sample;

/**
 * What a search found.
 *
 * @param goal what was made small
 * @param winner the best cell
 * @param value its value, nanoseconds or bytes
 * @param next the next best cell that is known as well as two samples; empty when there is none
 * @param margin how much more the next best takes, as a share with interval
 * @param tried cells that have samples
 * @param samples samples in all
 */
public record Tuned(
    Goal goal,
    CellSummary winner,
    Estimate value,
    Optional<CellSummary> next,
    Optional<Estimate> margin,
    int tried,
    int samples) {
  private static final int KNOWN = 2;

  /** Judges a result that a search has left, whole or not; empty when no sample counts. */
  public static Optional<Tuned> of(Result result, Goal goal) {
    List<CellSummary> sampled = result.sampled().toList();
    HalvingSearch search =
        new HalvingSearch(
            sampled.stream().map(CellSummary::cell).toList(), result.samples().size(), 0);
    for (Sample sample : result.samples()) {
      search.measured(sample.cell(), goal.value(sample));
    }
    List<CellSummary> ranked =
        search.ranking().stream().map(cell -> summary(sampled, cell)).toList();
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    CellSummary winner =
        ranked.stream()
            .filter(c -> values(c, goal).length >= KNOWN)
            .findFirst()
            .orElse(ranked.getFirst());
    Optional<CellSummary> next =
        ranked.stream().filter(c -> c != winner && values(c, goal).length >= KNOWN).findFirst();
    return Optional.of(
        new Tuned(
            goal,
            winner,
            Statistics.median(values(winner, goal)),
            next,
            next.map(c -> Statistics.relativeShift(values(winner, goal), values(c, goal))),
            sampled.size(),
            result.samples().size()));
  }

  private static CellSummary summary(List<CellSummary> summaries, Cell cell) {
    return summaries.stream().filter(s -> s.cell().equals(cell)).findFirst().orElseThrow();
  }

  private static double[] values(CellSummary summary, Goal goal) {
    return summary.samples().stream()
        .flatMap(sample -> goal.value(sample).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
