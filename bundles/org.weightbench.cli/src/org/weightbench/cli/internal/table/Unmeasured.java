package org.weightbench.cli.internal.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Returns the combinations of a result without a sample, in the order of the definition.
   *
   * @throws IOException when the result's plan cannot be read
   */
  public static List<Unmeasured> of(Result result) throws IOException {
    Map<Cell, String> skipped = new HashMap<>();
    result
        .folder()
        .plan()
        .ifPresent(plan -> plan.skipped().forEach(s -> skipped.put(s.cell(), s.reason())));
    Set<Cell> sampled = new HashSet<>();
    for (CellSummary summary : result.cells()) {
      if (!summary.samples().isEmpty()) {
        sampled.add(summary.cell());
      }
    }
    List<Unmeasured> unmeasured = new ArrayList<>();
    for (Cell cell : result.definition().combinations()) {
      if (!sampled.contains(cell)) {
        unmeasured.add(new Unmeasured(cell, reason(cell, skipped)));
      }
    }
    return unmeasured;
  }

  private static String reason(Cell cell, Map<Cell, String> skipped) {
    return Optional.ofNullable(skipped.get(cell))
        .or(cell::contradiction)
        .orElse("there is no sample yet; 'weightbench run --resume' goes on");
  }
}
