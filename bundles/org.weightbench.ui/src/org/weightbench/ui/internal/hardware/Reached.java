package org.weightbench.ui.internal.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.roofline.Bound;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.analysis.roofline.Roofline;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * How near a cell came to what bounds it.
 *
 * @param cell the cell
 * @param wallNanos its median load time
 * @param binding what bounds it
 * @param share of the binding ceiling that it reached, 1 for all
 * @param doubt why that cannot be believed; empty when it can
 */
record Reached(Cell cell, double wallNanos, Bound binding, double share, String doubt) {

  /** Looks up what bounds the cells of a result; none where its ceilings were not measured. */
  static List<Reached> of(ResultFolder folder) throws IOException {
    Result result = Result.read(folder);
    Optional<Ceilings> ceilings = folder.ceilings();
    Optional<ModelFacts> facts = result.model().flatMap(ModelFacts::of);
    List<Reached> reached = new ArrayList<>();
    if (ceilings.isPresent() && facts.isPresent()) {
      for (CellSummary cell : result.sampled().toList()) {
        of(cell, facts.get(), ceilings.get()).ifPresent(reached::add);
      }
    }
    return reached;
  }

  private static Optional<Reached> of(CellSummary cell, ModelFacts facts, Ceilings ceilings) {
    Roofline roofline = Roofline.of(facts, cell.cell(), ceilings);
    Optional<Double> wall = cell.wallNanos().map(Estimate::median);
    return wall.isEmpty()
        ? Optional.empty()
        : roofline
            .binding()
            .map(
                bound ->
                    new Reached(
                        cell.cell(),
                        wall.get(),
                        bound,
                        roofline.share(wall.get()).orElse(0),
                        roofline.doubt(wall.get()).orElse("")));
  }
}
