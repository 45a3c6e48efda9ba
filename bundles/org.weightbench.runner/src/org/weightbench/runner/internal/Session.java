package org.weightbench.runner.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.ExpectedCost;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.PlanRecord;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.experiment.SampleLog;
import org.weightbench.gguf.CancelledException;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.os.SystemJournal;
import org.weightbench.runner.StopSignal;
import org.weightbench.runner.TimeEstimate;
import org.weightbench.runner.watch.SampleRecorder;

/**
 * Runs what is missing in a result folder, whether that is all of it or the rest. Used once, by one
 * thread, with the folder's samples open for it alone.
 */
public final class Session {
  private static final String LOG = "runner.log";

  private final ResultFolder folder;
  private final Consumer<ExperimentEvent> listener;
  private final StopSignal stop;
  private final Scheduling scheduling;

  /**
   * Creates a session.
   *
   * @param listener hears every event but the last
   * @param stop may end it
   * @param scheduling decides what is measured
   */
  public Session(
      ResultFolder folder,
      Consumer<ExperimentEvent> listener,
      StopSignal stop,
      Scheduling scheduling) {
    this.folder = folder;
    this.listener = listener;
    this.stop = stop;
    this.scheduling = scheduling;
  }

  /**
   * Measures what is missing.
   *
   * @return what a person should know of the samples; empty when all went well
   * @throws CancelledException when it was stopped; the folder can be resumed
   * @throws IOException when it cannot go on
   */
  public String run() throws IOException {
    try (SampleLog log = folder.openLog()) {
      ExperimentDefinition definition = folder.definition();
      Optional<PlanRecord> planned = folder.plan();
      if (planned.isPresent()) {
        ExperimentPlan plan = planned.get().replan(definition);
        Schedule schedule = scheduling.of(folder, plan, folder.samples());
        if (schedule.toCome().isEmpty()) {
          tellPlan(plan, schedule, null, List.of());
          writeJmh();
          return "the result was complete already, nothing was measured";
        }
      }
      Optional<String> early;
      try (MeasuringTurn _ = MeasuringTurn.take(listener, stop)) {
        restoreSystem();
        early = measure(log, definition, planned);
      }
      return summary(folder.samples(), early);
    }
  }

  /** Undoes what a killed run left changed, before anything is measured. */
  private void restoreSystem() throws IOException {
    for (SystemJournal.Restored restored : SystemJournal.restore(SystemJournal.standardFolder())) {
      listener.accept(new ExperimentEvent.Working(restored.text(), 0, 1));
    }
  }

  /** Returns why it ended before all was measured; empty when all is. */
  private Optional<String> measure(
      SampleLog log, ExperimentDefinition definition, Optional<PlanRecord> planned)
      throws IOException {
    long start = System.nanoTime();
    Path root = Optional.ofNullable(folder.path().getParent()).orElse(folder.path());
    Path model = new ModelProvider(listener, stop).provide(definition.model(), root);
    ModelSurvey survey = ModelSurvey.of(definition, model);
    ExperimentPlan plan = planned.isPresent() ? planned.get().replan(definition) : survey.plan();
    if (planned.isPresent()) {
      survey.requireMemory(plan);
    }
    Schedule schedule = scheduling.of(folder, plan, folder.samples());
    if (planned.isEmpty()) {
      folder.writeJson(ResultFolder.PLAN, PlanRecord.of(plan));
    }
    if (folder.machine().isEmpty()) {
      folder.writeMachine(MachineInventory.read(survey.shards()));
    }
    TimeEstimate estimate = Estimator.of(plan, survey, RateProbe.read(survey.shards()));
    RemainingTime remaining = new RemainingTime(estimate.nanosByCell());
    tellPlan(plan, schedule, cost(schedule, survey, remaining, estimate), survey.notes(plan));
    try (WorkFolder work = WorkFolder.open(folder);
        PrintStream runnerLog = openRunnerLog()) {
      ModelRecord verified = verify(survey, schedule.toVerify(), work);
      WarmupModel.write(work.warmupModel(), survey.types());
      long left =
          definition
              .budget()
              .map(budget -> budget.toNanos() - (System.nanoTime() - start))
              .orElse(Long.MAX_VALUE);
      new SessionCeilings(listener, stop)
          .add(folder, survey, Math.min(left, remaining.nanos(schedule.toCome())));
      SampleRecorder recorder = SampleRecorder.of(folder, survey.shards());
      LoadFork fork = new LoadFork(survey, work, recorder, runnerLog, stop);
      return runAll(
          log, schedule, remaining, new Measuring(fork, verified), definition.budget(), start);
    } finally {
      writeJmh();
    }
  }

  private ModelRecord verify(ModelSurvey survey, List<Cell> cells, WorkFolder work)
      throws IOException {
    Verification verification =
        new Verification(survey, work, folder.path().resolve(LOG), listener, stop);
    ModelRecord record = verification.verify(cells, folder.model());
    folder.writeJson(ResultFolder.MODEL, record);
    Optional<String> problem = Verification.wrongBytes(record);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    return record;
  }

  private static @Nullable ExpectedCost cost(
      Schedule schedule, ModelSurvey survey, RemainingTime remaining, TimeEstimate estimate) {
    List<Run> toCome = schedule.toCome();
    if (!schedule.plannedToTheEnd()) {
      return null;
    }
    ExperimentPlan.Cost cost = ExperimentPlan.Cost.of(toCome, survey::storedBytes);
    return new ExpectedCost(
        cost.logicalBytes(), cost.deviceBytes(), remaining.nanos(toCome), estimate.method());
  }

  /** Measures, and doubts what was loaded in a way that could not be verified. */
  private record Measuring(LoadFork fork, ModelRecord verified) {
    Sample measure(Run run) throws IOException {
      Sample sample = fork.measure(run);
      return Verification.unverified(verified, run.cell()).map(sample::doubted).orElse(sample);
    }
  }

  private Optional<String> runAll(
      SampleLog log,
      Schedule schedule,
      RemainingTime remaining,
      Measuring measuring,
      Optional<Duration> budget,
      long start)
      throws IOException {
    for (List<Run> toCome = schedule.toCome(); !toCome.isEmpty(); toCome = schedule.toCome()) {
      Run run = toCome.getFirst();
      stop.check();
      long begin = System.nanoTime();
      if (budget.isPresent()
          && begin - start + remaining.nanos(List.of(run)) > budget.get().toNanos()) {
        return Optional.of(
            "the budget of "
                + Quantities.exactDuration(budget.get())
                + " ended it after "
                + schedule.done()
                + " of "
                + schedule.total()
                + " samples; --resume goes on for as long again");
      }
      listener.accept(
          new ExperimentEvent.SampleStarted(run.number(), run.cell(), run.repetition()));
      Sample sample = measuring.measure(run);
      log.append(sample);
      remaining.finished(run.cell(), System.nanoTime() - begin);
      schedule.finished(sample);
      listener.accept(
          new ExperimentEvent.SampleFinished(
              sample, schedule.done(), schedule.total(), remaining.nanos(schedule.toCome())));
    }
    return Optional.empty();
  }

  private void tellPlan(
      ExperimentPlan plan, Schedule schedule, @Nullable ExpectedCost cost, List<String> notes) {
    listener.accept(
        new ExperimentEvent.Planned(
            folder.path().toString(),
            plan.definition().name(),
            plan.cells(),
            plan.skipped(),
            schedule.done(),
            schedule.total(),
            cost,
            notes));
  }

  private void writeJmh() throws IOException {
    List<Sample> samples = folder.samples();
    if (!samples.isEmpty()) {
      folder.write(ResultFolder.JMH, JmhFile.of(samples));
    }
  }

  private PrintStream openRunnerLog() throws IOException {
    return new PrintStream(
        Files.newOutputStream(
            folder.path().resolve(LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true,
        StandardCharsets.UTF_8);
  }

  /** A result without a single load is a failure. */
  private static String summary(List<Sample> samples, Optional<String> early) throws IOException {
    if (samples.isEmpty()) {
      throw new IOException(
          early.orElse("nothing was measured")
              + "; there is no sample, so give it more time, or load a part of the model, such as"
              + " --tensors first=4GiB");
    }
    long failed = samples.stream().filter(s -> s.status() == Status.FAILED).count();
    long unverified = samples.stream().filter(s -> s.status() == Status.UNVERIFIED).count();
    Optional<String> reason =
        samples.stream()
            .filter(s -> s.status() != Status.VERIFIED)
            .flatMap(s -> Optional.ofNullable(s.reason()).stream())
            .findFirst();
    if (failed == samples.size()) {
      throw new IOException("every load failed; the first: " + reason.orElse("for no reason told"));
    }
    List<String> parts = new ArrayList<>(early.stream().toList());
    if (failed + unverified > 0) {
      parts.add(
          "of "
              + samples.size()
              + " samples "
              + failed
              + " failed and "
              + unverified
              + " are unverified; the first: "
              + reason.orElse("for no reason told"));
    }
    return String.join("; ", parts);
  }
}
