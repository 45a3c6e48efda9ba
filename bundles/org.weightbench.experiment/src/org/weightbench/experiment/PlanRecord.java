package org.weightbench.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.experiment.ExperimentPlan.SkippedCell;

/**
 * What the machine said when an experiment was planned, as kept in {@code plan.json}. With the
 * definition it gives the same plan again, whatever the machine says later, so that numbers of runs
 * keep their meaning.
 *
 * @param schema version of this record
 * @param skipped the combinations that are not run, each with its reason
 */
public record PlanRecord(int schema, List<SkippedCell> skipped) {

  /** Version that this class writes. */
  public static final int SCHEMA = 1;

  /** Copies the list. */
  public PlanRecord {
    skipped = List.copyOf(skipped);
  }

  /** Returns the record of a plan. */
  public static PlanRecord of(ExperimentPlan plan) {
    return new PlanRecord(SCHEMA, plan.skipped());
  }

  /** Plans the definition again as it was planned then. */
  public ExperimentPlan replan(ExperimentDefinition definition) {
    Map<Cell, String> reasons = new LinkedHashMap<>();
    skipped.forEach(cell -> reasons.put(cell.cell(), cell.reason()));
    return ExperimentPlan.of(definition, cell -> Optional.ofNullable(reasons.get(cell)));
  }
}
