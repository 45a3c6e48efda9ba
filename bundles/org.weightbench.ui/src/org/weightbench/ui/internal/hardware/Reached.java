package org.weightbench.ui.internal.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.roofline.Bound;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.analysis.roofline.Roofline;
import org.weightbench.experiment.Cell;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * How near a cell came to what bounds it.
 *
 * @param row the cell and its samples
 * @param wallNanos its median load time
 * @param binding what bounds it
 * @param share of the binding ceiling that it reached, 1 for all
 * @param doubt why that cannot be believed; empty when it can
 */
record Reached(ComparisonRow row, double wallNanos, Bound binding, double share, String doubt) {

  /** Looks up what bounds the cells of a result; none where its ceilings were not measured. */
  static List<Reached> of(Comparison comparison) {
    List<Reached> reached = new ArrayList<>();
    for (ComparisonRow row : comparison.rows()) {
      Optional<Ceilings> ceilings = row.result().ceilings();
      Optional<ModelFacts> facts = row.result().model().flatMap(ModelFacts::of);
      if (ceilings.isPresent() && facts.isPresent()) {
        of(row, facts.get(), ceilings.get()).ifPresent(reached::add);
      }
    }
    return reached;
  }

  Cell cell() {
    return row.summary().cell();
  }

  private static Optional<Reached> of(ComparisonRow row, ModelFacts facts, Ceilings ceilings) {
    Roofline roofline = Roofline.of(facts, row.summary().cell(), ceilings);
    Optional<Double> wall = row.summary().wallNanos().map(Estimate::median);
    return wall.isEmpty()
        ? Optional.empty()
        : roofline
            .binding()
            .map(
                bound ->
                    new Reached(
                        row,
                        wall.get(),
                        bound,
                        roofline.share(wall.get()).orElse(0),
                        roofline.doubt(wall.get()).orElse("")));
  }
}
