package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Cell;

/**
 * A combination of a result that has no sample.
 *
 * @param cell the settings
 * @param reason why there is none
 */
public record Unmeasured(Cell cell, String reason) {

  /** Returns the combinations of a result without a sample, in the order of the definition. */
  public static List<Unmeasured> of(Result result) {
    Set<Cell> sampled = new HashSet<>();
    for (CellSummary summary : result.cells()) {
      if (!summary.samples().isEmpty()) {
        sampled.add(summary.cell());
      }
    }
    List<Unmeasured> unmeasured = new ArrayList<>();
    for (Cell cell : result.definition().combinations()) {
      if (!sampled.contains(cell)) {
        unmeasured.add(new Unmeasured(cell, reason(cell)));
      }
    }
    return unmeasured;
  }

  private static String reason(Cell cell) {
    return cell.contradiction()
        .orElse("no sample in the folder; '--resume' measures it where the machine can");
  }
}
