package org.weightbench.runner.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Estimate;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;

/**
 * Which runs of a plan are done and which are to come: first what is missing of the repetitions
 * asked for, block by block, then more blocks of those cells that are not known well enough. Only
 * samples decide, so that a resumed run goes on as the first one would have. Used by one thread.
 */
final class PlannedSchedule implements Schedule {
  private static final int LEAST_VERIFIED = 2;
  private static final int MOST_IN_VAIN = 2;

  private final ExperimentPlan plan;
  private final Map<Integer, Sample> samples = new HashMap<>();
  private final Map<Cell, List<Sample>> byCell = new HashMap<>();
  private final Map<Cell, Boolean> wellKnown = new HashMap<>();

  private PlannedSchedule(ExperimentPlan plan) {
    this.plan = plan;
  }

  /**
   * Compares the samples of a folder with its plan.
   *
   * @param retryFailed whether a run whose sample failed is done again
   * @throws IOException when they do not belong together
   */
  static PlannedSchedule of(
      ResultFolder folder, ExperimentPlan plan, List<Sample> samples, boolean retryFailed)
      throws IOException {
    PlannedSchedule schedule = new PlannedSchedule(plan);
    int repetitions = samples.stream().mapToInt(Sample::repetition).reduce(0, Math::max);
    Map<Integer, Run> planned = new HashMap<>();
    plan.runs(Math.clamp(repetitions, 1, plan.definition().mostRepetitions()))
        .forEach(run -> planned.put(run.number(), run));
    for (Sample sample : samples) {
      Run run = planned.remove(sample.run());
      if (run == null
          || run.repetition() != sample.repetition()
          || !run.cell().equals(sample.cell())) {
        throw new IOException(
            folder.path().resolve(ResultFolder.SAMPLES)
                + ": found run "
                + sample.run()
                + " ("
                + sample.cell()
                + "), which "
                + (run == null ? "is not planned or stands there twice" : "is planned differently")
                + "; the folder's "
                + ResultFolder.DEFINITION
                + " or samples were changed, start a new run");
      }
      if (sample.status() == Status.FAILED && retryFailed) {
        continue;
      }
      schedule.finished(sample);
    }
    return schedule;
  }

  @Override
  public void finished(Sample sample) {
    samples.put(sample.run(), sample);
    byCell.computeIfAbsent(sample.cell(), _ -> new ArrayList<>()).add(sample);
    wellKnown.remove(sample.cell());
  }

  /** Returns the samples that stay. */
  List<Sample> samples() {
    return List.copyOf(samples.values());
  }

  @Override
  public int done() {
    return samples.size();
  }

  @Override
  public List<Cell> toVerify() {
    return plan.cells();
  }

  @Override
  public List<Run> toCome() {
    int least = plan.definition().repetitions();
    List<Run> missing = missing(1, least);
    for (int repetition = least + 1;
        missing.isEmpty() && repetition <= plan.definition().mostRepetitions();
        repetition++) {
      if (plan.cells().stream().allMatch(this::isKnownWell)) {
        return missing;
      }
      missing = missing(repetition, repetition);
    }
    return missing;
  }

  private List<Run> missing(int from, int to) {
    int least = plan.definition().repetitions();
    return plan.runs(to).stream()
        .filter(run -> run.repetition() >= from && !samples.containsKey(run.number()))
        .filter(run -> run.repetition() <= least || !isKnownWell(run.cell()))
        .toList();
  }

  /** A cell that hardly ever loads as asked is not known better by more samples. */
  private boolean isKnownWell(Cell cell) {
    Optional<Precision> precision = plan.definition().precision();
    return precision.isEmpty()
        || wellKnown.computeIfAbsent(
            cell,
            asked -> {
              List<Sample> taken = byCell.getOrDefault(asked, List.of());
              Optional<Estimate> median = CellSummary.of(asked, taken).wallNanos();
              int verified = median.map(Estimate::count).orElse(0);
              return verified < LEAST_VERIFIED
                  ? taken.size() - verified >= MOST_IN_VAIN
                  : median.get().relativeHalfWidth() <= precision.get().relativeHalfWidth();
            });
  }
}
