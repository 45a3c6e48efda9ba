package org.weightbench.analysis.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.prediction.Prediction.Expected;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * A prediction beside what was measured.
 *
 * @param summary the measured cell
 * @param prediction what was expected of it
 */
public record PredictionCheck(CellSummary summary, Prediction prediction) {

  /**
   * Predicts the cells of a result that have verified samples, by the facts that it recorded.
   *
   * @return none when the result does not know the types of its model
   */
  public static List<PredictionCheck> of(Result result, Ceilings ceilings) {
    Optional<ModelFacts> facts = result.model().flatMap(ModelFacts::of);
    if (facts.isEmpty()) {
      return List.of();
    }
    List<PredictionCheck> checks = new ArrayList<>();
    for (CellSummary summary : result.cells()) {
      if (summary.wallNanos().isPresent()) {
        ModelFacts loaded = facts.get().part(summary.verified().getFirst().logicalBytes());
        Predictor predictor = new Predictor(loaded, ceilings, processors(result.machine()));
        checks.add(new PredictionCheck(summary, predictor.predict(summary.cell())));
      }
    }
    return checks;
  }

  private static int processors(Optional<Machine> machine) {
    return machine
        .flatMap(known -> known.processor().logicalCores().find())
        .orElseGet(Runtime.getRuntime()::availableProcessors);
  }

  /**
   * Returns by which share the prediction is longer than the measured median: −0.1 when it is 10 %
   * too short; empty where there is none.
   */
  public OptionalDouble error() {
    Optional<Double> measured = summary.wallNanos().map(Estimate::median);
    Optional<Double> expected = prediction.expected().map(Expected::nanos);
    return measured.isPresent() && expected.isPresent()
        ? OptionalDouble.of(expected.get() / measured.get() - 1)
        : OptionalDouble.empty();
  }
}
