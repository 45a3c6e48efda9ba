package org.weightbench.runner.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;

class ScheduleTest {
  private static final ResultFolder FOLDER = new ResultFolder(Path.of("/results/trial"));
  private static final ExperimentPlan PLAN = plan(Optional.empty());

  private static ExperimentPlan plan(Optional<Precision> precision) {
    return plan(2, precision);
  }

  private static ExperimentPlan plan(int repetitions, Optional<Precision> precision) {
    ExperimentDefinition definition =
        new ExperimentDefinition(
                "trial",
                new Synthesized(1 << 20, "F16", 1),
                Map.of("threads", List.of("1", "2")),
                2,
                1)
            .withEffort(repetitions, precision, Optional.empty());
    return ExperimentPlan.of(definition, _ -> Optional.empty());
  }

  private static Sample failed(Run run) {
    return new Sample(
        Sample.SCHEMA,
        run.number(),
        run.repetition(),
        run.cell(),
        "2026-01-02T03:04:05Z",
        Status.FAILED,
        "reasons",
        null);
  }

  private static Sample loaded(Run run, long wallNanos) {
    ResidencyMeasurement residency = new ResidencyMeasurement(0.0, "cachestat");
    return new Sample(
        Sample.SCHEMA,
        run.number(),
        run.repetition(),
        run.cell(),
        "2026-01-02T03:04:05Z",
        Status.VERIFIED,
        null,
        new Measurement(
            wallNanos, wallNanos, List.of(), "read", "read", 1, 1, residency, residency, null, null,
            null));
  }

  private static Schedule schedule(ExperimentPlan plan, List<Sample> samples) throws IOException {
    return PlannedSchedule.of(FOLDER, plan, samples, false);
  }

  private static String refusal(List<Sample> samples) {
    return assertThrows(IOException.class, () -> schedule(PLAN, samples)).getMessage();
  }

  @Test
  void whatHasNoSampleIsToComeInTheOrderOfThePlan() throws IOException {
    Schedule schedule =
        schedule(PLAN, List.of(failed(PLAN.runs().get(2)), failed(PLAN.runs().get(0))));

    assertEquals(2, schedule.done());
    assertEquals(4, schedule.total());
    assertEquals(List.of(PLAN.runs().get(1), PLAN.runs().get(3)), schedule.toCome());
  }

  @Test
  void whatFailedIsToComeAgainWhenThatIsAsked() throws IOException {
    List<Sample> samples = List.of(failed(PLAN.runs().get(0)), loaded(PLAN.runs().get(1), 5));

    Schedule schedule = PlannedSchedule.of(FOLDER, PLAN, samples, true);

    assertEquals(1, schedule.done());
    assertEquals(PLAN.runs().get(0), schedule.toCome().getFirst());
    assertEquals(3, schedule.toCome().size());
  }

  @Test
  void blocksFollowUntilEachIntervalIsNarrowEnough() throws IOException {
    ExperimentPlan plan = plan(Optional.of(new Precision(0.03, 9)));
    Schedule schedule = schedule(plan, List.of());
    List<Run> run = new ArrayList<>();
    while (!schedule.toCome().isEmpty()) {
      Run next = schedule.toCome().getFirst();
      run.add(next);
      boolean steady = next.cell().value(Axes.THREADS) == 1;
      schedule.finished(loaded(next, steady ? 1000 : next.repetition() % 2 == 0 ? 1000 : 3000));
    }

    assertEquals(2, run.stream().filter(r -> r.cell().value(Axes.THREADS) == 1).count());
    assertEquals(9, run.stream().filter(r -> r.cell().value(Axes.THREADS) == 2).count());
    assertEquals(11, schedule.done());
    assertEquals(11, schedule.total());
  }

  @Test
  void oneSampleIsNotKnownToBePrecise() throws IOException {
    ExperimentPlan plan = plan(1, Optional.of(new Precision(0.03, 9)));
    Schedule schedule = schedule(plan, List.of());
    while (!schedule.toCome().isEmpty()) {
      Run next = schedule.toCome().getFirst();
      schedule.finished(next.cell().value(Axes.THREADS) == 1 ? loaded(next, 1000) : failed(next));
    }

    assertEquals(4, schedule.done());
  }

  @Test
  void aResumedRunGoesOnAsTheFirstOneWouldHave() throws IOException {
    ExperimentPlan plan = plan(Optional.of(new Precision(0.01, 5)));
    Schedule schedule = schedule(plan, List.of());
    List<Sample> samples = new ArrayList<>();
    while (!schedule.toCome().isEmpty()) {
      assertEquals(schedule.toCome(), schedule(plan, samples).toCome());
      Run next = schedule.toCome().getFirst();
      samples.add(loaded(next, 1000 + 100L * next.repetition()));
      schedule.finished(samples.getLast());
    }
    assertEquals(10, samples.size());
  }

  @Test
  void aCellThatCannotBeMeasuredGetsNoMoreThanItsRepetitions() throws IOException {
    ExperimentPlan plan = plan(Optional.of(new Precision(0.03, 9)));
    Schedule schedule = schedule(plan, plan.runs().stream().map(ScheduleTest::failed).toList());

    assertEquals(List.of(), schedule.toCome());
  }

  @Test
  void aRunThatStandsThereTwiceIsRefused() {
    Sample first = failed(PLAN.runs().getFirst());

    assertTrue(refusal(List.of(first, first)).contains("stands there twice"));
  }

  @Test
  void aRunThatIsNotOfThisPlanIsRefused() {
    Run run = PLAN.runs().getFirst();
    Run other = new Run(run.number(), run.cell(), run.repetition() + 1);

    assertTrue(refusal(List.of(failed(other))).contains("planned differently"));
  }
}
