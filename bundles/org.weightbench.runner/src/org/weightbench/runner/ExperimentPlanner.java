package org.weightbench.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ModelSource;
import org.weightbench.runner.internal.Estimator;
import org.weightbench.runner.internal.ModelSurvey;
import org.weightbench.runner.internal.RateProbe;

/** Says what a definition comes to on this machine, without running it. */
public final class ExperimentPlanner {
  private ExperimentPlanner() {}

  /**
   * Plans a definition. Of the model only the header is read; one that would have to be synthesized
   * is not made.
   *
   * @param resultsRoot folder that holds result folders and synthesized models; need not exist
   * @throws IOException when the model is named and cannot be read, or no cell can be run
   */
  public static PlannedExperiment plan(ExperimentDefinition definition, Path resultsRoot)
      throws IOException {
    Path model = definition.model().resolve(resultsRoot.toAbsolutePath().normalize());
    if (definition.model() instanceof ModelSource.Synthesized made && !Files.exists(model)) {
      ExperimentPlan plan = ExperimentPlan.of(definition, _ -> Optional.empty());
      return new PlannedExperiment(plan, model, false, made.bytes(), Map.of());
    }
    ModelSurvey survey = ModelSurvey.of(definition, model);
    ExperimentPlan plan = survey.plan();
    Map<Cell, Long> storedBytes =
        plan.cells().stream().collect(Collectors.toMap(cell -> cell, survey::storedBytes));
    return new PlannedExperiment(plan, model, true, survey.tensorBytes(), storedBytes);
  }

  /**
   * Estimates what a plan takes. Where the model is there, up to 256 MiB of it are read once, past
   * the page cache or after dropping it, for at most some seconds; of those bytes nothing stays
   * cached.
   *
   * @throws IOException when the model cannot be read
   */
  public static TimeEstimate estimate(PlannedExperiment planned) throws IOException {
    if (!planned.modelExists()) {
      return Estimator.withoutModel(planned.plan(), planned.tensorBytes());
    }
    ModelSurvey survey = ModelSurvey.of(planned.plan().definition(), planned.model());
    List<Path> shards = survey.shards();
    return Estimator.of(planned.plan(), survey, RateProbe.read(shards));
  }
}
