package org.weightbench.runner.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.runner.tune.Goal;

class SearchScheduleTest {
  private static final ResultFolder FOLDER = new ResultFolder(Path.of("/r"));
  private static final ExperimentPlan PLAN =
      ExperimentPlan.of(
          new ExperimentDefinition(
                  "a",
                  new ModelFile(Path.of("/m")),
                  Map.of(
                      "threads", IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList()),
                  1,
                  1)
              .withEffort(1, Optional.of(new Precision(Precision.MOST, 1000)), Optional.empty()),
          _ -> Optional.empty());

  private static Sample sample(Run run) {
    long nanos = 1_000_000L * (10 + Integer.parseInt(run.cell().text(Axes.THREADS)));
    ResidencyMeasurement none = new ResidencyMeasurement(0.0, "told");
    Measurement measurement =
        new Measurement(nanos, nanos, List.of(), "read", "read", 1, 1, none, none, 1L, 1L, null);
    return new Sample(
        1, run.number(), run.repetition(), run.cell(), "t", Status.VERIFIED, null, measurement);
  }

  private static SearchSchedule schedule(List<Sample> known, Duration budget) throws IOException {
    return SearchSchedule.of(FOLDER, PLAN, known, Goal.COLD, budget, 30);
  }

  @Test
  void runsOfASearchAreRunsOfThePlanSoThatItsSamplesAreThoseOfAnyResult() throws IOException {
    List<Sample> samples = new ArrayList<>();
    SearchSchedule schedule = schedule(samples, Duration.ofDays(1));
    while (samples.size() < 60 && !schedule.toCome().isEmpty()) {
      Sample next = sample(schedule.toCome().getFirst());
      samples.add(next);
      schedule.finished(next);
    }
    assertEquals(samples.size(), schedule.done());
    assertEquals(samples.size(), PlannedSchedule.of(FOLDER, PLAN, samples, false).samples().size());
    long best = samples.stream().filter(s -> s.cell().text(Axes.THREADS).equals("1")).count();
    assertTrue(best > 1, "the best cell was measured " + best + " times");
  }

  @Test
  void aSearchEndsWithItsBudgetAndStaysEnded() throws IOException {
    SearchSchedule schedule = schedule(List.of(), Duration.ofNanos(1));
    List<Run> first = schedule.toCome();
    assertEquals(8, first.size());
    first.forEach(run -> schedule.finished(sample(run)));
    assertEquals(List.of(), schedule.toCome());
    assertEquals(List.of(), schedule.toCome());
    assertEquals(8, schedule.total());
  }

  @Test
  void aSearchGoesOnWhereItWasStopped() throws IOException {
    List<Sample> known =
        schedule(List.of(), Duration.ofDays(1)).toCome().stream()
            .limit(5)
            .map(SearchScheduleTest::sample)
            .toList();
    SearchSchedule again = schedule(known, Duration.ofDays(1));
    assertEquals(5, again.done());
    assertTrue(
        again.toCome().stream()
            .noneMatch(run -> known.stream().anyMatch(s -> s.run() == run.number())));
  }

  @Test
  void oneCellOfEachWayOfDeliveringIsVerified() throws IOException {
    assertEquals(1, schedule(List.of(), Duration.ofDays(1)).toVerify().size());
  }
}
