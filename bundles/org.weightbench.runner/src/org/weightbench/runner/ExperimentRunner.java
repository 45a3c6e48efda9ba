package org.weightbench.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.runner.internal.Explain;
import org.weightbench.runner.internal.MeasuringTurn;
import org.weightbench.runner.internal.ModelProvider;
import org.weightbench.runner.internal.ModelSurvey;
import org.weightbench.runner.internal.Scheduling;
import org.weightbench.runner.internal.Session;
import org.weightbench.runner.tune.Goal;

/**
 * Runs experiments in this process, which must be a plain JVM with an explicit class path: its
 * forks get the same one. One run at a time: a runner waits until no other benchmark measures on
 * this machine.
 */
public final class ExperimentRunner {
  private static final long LITTLE_ROOM_BYTES = 4 << 20;

  private final Consumer<ExperimentEvent> listener;
  private final StopSignal stop;

  /**
   * Creates a runner.
   *
   * @param listener hears all events, the last of which is {@link ExperimentEvent.Finished}; called
   *     from the thread that runs and, while a model is made, from others
   * @param stop ends the run from another thread; the folder can then be resumed
   */
  public ExperimentRunner(Consumer<ExperimentEvent> listener, StopSignal stop) {
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Runs an experiment from its beginning. A synthesized model is made first where it is missing.
   *
   * @param resultsRoot folder that holds result folders; made when missing
   * @return how it ended; mistakes of the user and of the machine are outcomes, not exceptions
   */
  public RunResult start(ExperimentDefinition definition, Path resultsRoot) {
    return start(definition, resultsRoot, (_, _) -> Scheduling.planned(false));
  }

  /**
   * Searches the cells of an experiment for the best one until its budget ends. What was tried is a
   * result folder like any other; resuming it measures what the search left out.
   *
   * @param definition what there is to search, with a budget
   * @param goal what is made small
   * @param resultsRoot folder that holds result folders; made when missing
   * @return how it ended
   */
  public RunResult search(ExperimentDefinition definition, Goal goal, Path resultsRoot) {
    Duration budget =
        definition
            .budget()
            .orElseThrow(() -> new IllegalArgumentException("a search needs a budget"));
    return start(
        definition,
        resultsRoot,
        (survey, plan) -> Scheduling.searching(survey, plan, goal, budget));
  }

  @FunctionalInterface
  private interface Arrangement {
    Scheduling of(ModelSurvey survey, ExperimentPlan plan) throws IOException;
  }

  private RunResult start(
      ExperimentDefinition definition, Path resultsRoot, Arrangement arrangement) {
    ResultFolder folder;
    Scheduling scheduling;
    try {
      refuseMissing(definition.model());
    } catch (IOException e) {
      return finish(Outcome.FAILED, Optional.empty(), Explain.message(e));
    }
    try (MeasuringTurn _ = MeasuringTurn.take(listener, stop)) {
      Path root = resultsRoot.toAbsolutePath().normalize();
      Path model = new ModelProvider(listener, stop).provide(definition.model(), root);
      ModelSurvey survey = ModelSurvey.of(definition, model);
      scheduling = arrangement.of(survey, survey.plan());
      stop.check();
      folder = ResultFolder.create(root, definition, LocalDateTime.now());
    } catch (CancelledException _) {
      return finish(
          Outcome.INTERRUPTED,
          Optional.empty(),
          "stopped before anything was measured; start it again");
    } catch (IOException e) {
      return finish(Outcome.FAILED, Optional.empty(), Explain.message(e));
    }
    return proceed(folder, scheduling);
  }

  /** Nobody should wait for the end of another benchmark to hear that the model is missing. */
  private static void refuseMissing(ModelSource source) throws IOException {
    if (source instanceof ModelFile(Path path) && Files.notExists(path)) {
      GgufModel.open(path.toAbsolutePath().normalize()).close();
    }
  }

  /**
   * Measures what is missing in a result folder. One that is complete stays as it is.
   *
   * @param path the folder that a run made
   * @return how it ended
   */
  public RunResult resume(Path path) {
    return resume(path, false);
  }

  /**
   * As {@link #resume(Path)}, and may do again what failed.
   *
   * @param retryFailed whether runs whose samples failed are done again; the new sample takes the
   *     place of the failed one, which stays in the file
   */
  public RunResult resume(Path path, boolean retryFailed) {
    ResultFolder folder;
    try {
      folder = ResultFolder.open(path);
    } catch (IOException e) {
      return finish(Outcome.FAILED, Optional.empty(), Explain.message(e));
    }
    return proceed(folder, Scheduling.planned(retryFailed));
  }

  private RunResult proceed(ResultFolder folder, Scheduling scheduling) {
    try {
      String message = new Session(folder, listener, stop, scheduling).run();
      return finish(Outcome.COMPLETED, Optional.of(folder), message);
    } catch (CancelledException _) {
      return finish(
          Outcome.INTERRUPTED, Optional.of(folder), "stopped; go on with: " + resuming(folder));
    } catch (IOException e) {
      return finish(Outcome.FAILED, Optional.of(folder), Explain.message(e) + room(folder));
    }
  }

  /** What to do where the disk of a result is full or nearly so; empty where it is not. */
  private static String room(ResultFolder folder) {
    try {
      long left = Files.getFileStore(folder.path()).getUsableSpace();
      return left >= LITTLE_ROOM_BYTES
          ? ""
          : "; the disk of the result has "
              + Quantities.bytes(left)
              + " left: make room, then go on with: "
              + resuming(folder);
    } catch (IOException _) {
      return "";
    }
  }

  private static String resuming(ResultFolder folder) {
    return "weightbench run --resume " + quoted(folder.path());
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./+,:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private RunResult finish(Outcome outcome, Optional<ResultFolder> folder, String message) {
    listener.accept(
        new ExperimentEvent.Finished(
            outcome,
            folder.map(result -> result.path().toString()).orElse(null),
            message.isEmpty() ? null : message));
    return new RunResult(outcome, folder, message);
  }
}
