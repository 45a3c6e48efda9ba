package org.weightbench.runner.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.runner.tune.Goal;
import org.weightbench.runner.tune.HalvingSearch;

/**
 * The runs that a search asks for. They are runs of the plan, so that the folder is one like any
 * other: a run that is resumed measures what the search left out.
 */
final class SearchSchedule implements Schedule {
  private static final int PACE_SAMPLES = 16;

  private final ExperimentPlan plan;
  private final Goal goal;
  private final Duration budget;
  private final HalvingSearch search;
  private final long start = System.nanoTime();
  private final int samples;
  private final Map<Cell, Integer> repetitions = new HashMap<>();
  private final List<Run> block = new ArrayList<>();
  private final ArrayDeque<Long> lastFinished = new ArrayDeque<>();
  private int done;
  private boolean over;

  private SearchSchedule(ExperimentPlan plan, Goal goal, Duration budget, int samples) {
    this.plan = plan;
    this.goal = goal;
    this.budget = budget;
    this.samples = samples;
    this.search = new HalvingSearch(plan.cells(), samples, plan.definition().seed());
  }

  /**
   * Goes on where the samples of a folder end.
   *
   * @param budget time after which it ends
   * @param samples samples that the budget has room for, as estimated
   * @throws IOException when the samples do not belong to the plan
   */
  static SearchSchedule of(
      ResultFolder folder,
      ExperimentPlan plan,
      List<Sample> known,
      Goal goal,
      Duration budget,
      int samples)
      throws IOException {
    SearchSchedule schedule = new SearchSchedule(plan, goal, budget, samples);
    for (Sample sample : PlannedSchedule.of(folder, plan, known, false).samples()) {
      schedule.note(sample);
    }
    return schedule;
  }

  /** One for each way of getting bytes and of delivering them. */
  @Override
  public List<Cell> toVerify() {
    return toVerify(plan);
  }

  static List<Cell> toVerify(ExperimentPlan plan) {
    Map<List<String>, Cell> ways = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      ways.putIfAbsent(List.of(cell.text(Axes.STRATEGY), cell.text(Axes.DELIVER)), cell);
    }
    return List.copyOf(ways.values());
  }

  @Override
  public boolean plannedToTheEnd() {
    return false;
  }

  @Override
  public void finished(Sample sample) {
    block.removeIf(run -> run.number() == sample.run());
    lastFinished.addLast(System.nanoTime());
    if (lastFinished.size() > PACE_SAMPLES) {
      lastFinished.removeFirst();
    }
    note(sample);
  }

  private void note(Sample sample) {
    done++;
    repetitions.merge(sample.cell(), 1, Integer::sum);
    search.measured(sample.cell(), goal.value(sample));
  }

  @Override
  public int done() {
    return done;
  }

  @Override
  public List<Run> toCome() {
    if (block.isEmpty() && !over) {
      for (Cell cell : search.nextBlock(left())) {
        block.add(run(cell, repetitions.getOrDefault(cell, 0) + 1));
      }
      over = block.isEmpty();
    }
    return List.copyOf(block);
  }

  /** How many samples fit into what is left of the budget, at the pace of the last ones. */
  private int left() {
    if (lastFinished.size() < 2) {
      return Math.max(0, samples - done);
    }
    double each =
        (double) (lastFinished.getLast() - lastFinished.getFirst()) / (lastFinished.size() - 1);
    return (int) Math.max(0, (budget.toNanos() - (System.nanoTime() - start)) / each);
  }

  private Run run(Cell cell, int repetition) {
    return plan.runs(repetition).stream()
        .filter(run -> run.repetition() == repetition && run.cell().equals(cell))
        .findFirst()
        .orElseThrow();
  }
}
