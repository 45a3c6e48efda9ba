package org.weightbench.cli.internal.command;

import java.util.List;
import java.util.stream.Collectors;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.CommandFailure;

/** Finds the baseline that a user names. */
final class Baselines {

  private Baselines() {}

  /** Returns the baseline that is a whole result. */
  static Baseline result(Result result) {
    return new Baseline.ByResult(result.folder());
  }

  /**
   * Returns the first cell with verified samples that has the named settings.
   *
   * @throws CommandFailure when no cell fits
   */
  static Baseline settings(List<Result> results, NamedSettings wanted) throws CommandFailure {
    for (Result result : results) {
      for (CellSummary summary : result.cells()) {
        if (summary.wallNanos().isPresent() && wanted.fit(summary.cell())) {
          return new Baseline.ByCell(result.folder(), summary.cell());
        }
      }
    }
    throw new CommandFailure(
        "--baseline: no cell with verified samples has '"
            + wanted
            + "'; there are "
            + results.stream()
                .flatMap(result -> result.cells().stream())
                .map(summary -> summary.cell().id())
                .distinct()
                .limit(8)
                .collect(Collectors.joining("; ")));
  }
}
