package org.weightbench.runner.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.runner.TimeEstimate;
import org.weightbench.runner.tune.Goal;

/** Decides what a session measures. */
public final class Scheduling {
  private static final double SHARE_FOR_SAMPLES = 0.9;

  private final Maker maker;

  private Scheduling(Maker maker) {
    this.maker = maker;
  }

  @FunctionalInterface
  private interface Maker {
    Schedule of(ResultFolder folder, ExperimentPlan plan, List<Sample> samples) throws IOException;
  }

  /**
   * Measures what the definition asks for.
   *
   * @param retryFailed whether runs whose samples failed are done again
   */
  public static Scheduling planned(boolean retryFailed) {
    return new Scheduling(
        (folder, plan, samples) -> PlannedSchedule.of(folder, plan, samples, retryFailed));
  }

  /**
   * Searches for the best cell.
   *
   * @param plan what there is to search
   * @param budget time after which the search ends
   * @throws IOException when the model cannot be read
   */
  public static Scheduling searching(
      ModelSurvey survey, ExperimentPlan plan, Goal goal, Duration budget) throws IOException {
    RateProbe probe = RateProbe.read(survey.shards());
    TimeEstimate estimate = Estimator.of(plan, survey, probe);
    double each =
        estimate.nanosByCell().values().stream()
            .mapToLong(Long::longValue)
            .average()
            .orElseThrow(() -> new IOException("no time could be estimated"));
    long verifying = Estimator.verifyNanos(SearchSchedule.toVerify(plan), survey, probe);
    double left = SHARE_FOR_SAMPLES * budget.toNanos() - verifying;
    int room = (int) Math.clamp(left / each, 1, 1e6);
    int most = plan.cells().size() * plan.definition().mostRepetitions();
    int affordable = Math.min(room, most);
    return new Scheduling(
        (folder, planned, samples) ->
            SearchSchedule.of(folder, planned, samples, goal, budget, affordable));
  }

  /** Makes the schedule of a folder from its plan and the samples that it has. */
  Schedule of(ResultFolder folder, ExperimentPlan plan, List<Sample> samples) throws IOException {
    return maker.of(folder, plan, samples);
  }
}
