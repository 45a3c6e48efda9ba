package org.weightbench.runner.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent;
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

  /**
   * Creates a session.
   *
   * @param listener hears every event but the last
   * @param stop may end it
   */
  public Session(ResultFolder folder, Consumer<ExperimentEvent> listener, StopSignal stop) {
    this.folder = folder;
    this.listener = listener;
    this.stop = stop;
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
        Ledger ledger = Ledger.of(folder, plan, folder.samples());
        if (ledger.missing().isEmpty()) {
          tellPlan(plan, ledger);
          writeJmh();
          return "the result was complete already, nothing was measured";
        }
      }
      try (MeasuringTurn _ = MeasuringTurn.take(listener, stop)) {
        measure(log, definition, planned);
      }
      return summary(folder.samples());
    }
  }

  private void measure(SampleLog log, ExperimentDefinition definition, Optional<PlanRecord> planned)
      throws IOException {
    Path root = Optional.ofNullable(folder.path().getParent()).orElse(folder.path());
    Path model = new ModelProvider(listener, stop).provide(definition.model(), root);
    ModelSurvey survey = ModelSurvey.of(definition, model);
    ExperimentPlan plan = planned.isPresent() ? planned.get().replan(definition) : survey.plan();
    survey.requireMemory(plan);
    Ledger ledger = Ledger.of(folder, plan, folder.samples());
    if (planned.isEmpty()) {
      folder.writeJson(ResultFolder.PLAN, PlanRecord.of(plan));
    }
    if (folder.machine().isEmpty()) {
      folder.writeJson(ResultFolder.MACHINE, MachineInventory.read(survey.shards()));
    }
    tellPlan(plan, ledger);
    try (WorkFolder work = WorkFolder.open(folder);
        PrintStream runnerLog = openRunnerLog()) {
      verify(survey, plan, work);
      WarmupModel.write(work.warmupModel(), survey.types());
      RemainingTime remaining = new RemainingTime(estimate(plan, survey, ledger).nanosByCell());
      SampleRecorder recorder = SampleRecorder.of(folder, survey.shards());
      LoadFork fork = new LoadFork(survey, work, recorder, runnerLog, stop);
      runAll(log, plan, ledger, remaining, fork);
    } finally {
      writeJmh();
    }
  }

  private void verify(ModelSurvey survey, ExperimentPlan plan, WorkFolder work) throws IOException {
    Verification verification =
        new Verification(survey, work, folder.path().resolve(LOG), listener, stop);
    ModelRecord record = verification.verify(plan.cells(), folder.model());
    folder.writeJson(ResultFolder.MODEL, record);
    Optional<String> problem = Verification.wrongBytes(record);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  private TimeEstimate estimate(ExperimentPlan plan, ModelSurvey survey, Ledger ledger)
      throws IOException {
    TimeEstimate estimate = Estimator.of(plan, survey, RateProbe.read(survey.shards()));
    long nanos = new RemainingTime(estimate.nanosByCell()).nanos(ledger.missing());
    listener.accept(
        new ExperimentEvent.Working(
            "about "
                + Quantities.duration(nanos)
                + " for "
                + ledger.missing().size()
                + " samples ("
                + estimate.method()
                + ")",
            0,
            ledger.missing().size()));
    return estimate;
  }

  private void runAll(
      SampleLog log, ExperimentPlan plan, Ledger ledger, RemainingTime remaining, LoadFork fork)
      throws IOException {
    int done = ledger.done();
    List<Run> missing = ledger.missing();
    for (int next = 0; next < missing.size(); next++) {
      Run run = missing.get(next);
      stop.check();
      listener.accept(
          new ExperimentEvent.SampleStarted(run.number(), run.cell(), run.repetition()));
      long start = System.nanoTime();
      Sample sample = fork.measure(run);
      log.append(sample);
      remaining.finished(run.cell(), System.nanoTime() - start);
      done++;
      listener.accept(
          new ExperimentEvent.SampleFinished(
              sample,
              done,
              plan.runs().size(),
              remaining.nanos(missing.subList(next + 1, missing.size()))));
    }
  }

  private void tellPlan(ExperimentPlan plan, Ledger ledger) {
    listener.accept(
        new ExperimentEvent.Planned(
            folder.path().toString(),
            plan.definition().name(),
            plan.cells(),
            plan.skipped(),
            ledger.done(),
            plan.runs().size()));
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
  private static String summary(List<Sample> samples) throws IOException {
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
    if (failed + unverified == 0) {
      return "";
    }
    return "of "
        + samples.size()
        + " samples "
        + failed
        + " failed and "
        + unverified
        + " are unverified; the first: "
        + reason.orElse("for no reason told");
  }
}
