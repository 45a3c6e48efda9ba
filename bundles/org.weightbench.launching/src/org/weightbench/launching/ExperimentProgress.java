package org.weightbench.launching;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.osgi.util.NLS;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.launching.internal.DetachedProcess;

/**
 * How far an experiment is, as its events told.
 *
 * @param state what it does
 * @param name name of the experiment; empty until it is planned
 * @param folder result folder, once it exists
 * @param done samples in the folder
 * @param total samples that are planned; 0 until they are
 * @param activity what is done just now, as a person reads it; may be empty
 * @param remainingNanos expected time to the end, where it is known
 * @param message what a person should know of the end; empty before, and when all went well
 */
public record ExperimentProgress(
    State state,
    String name,
    Optional<Path> folder,
    int done,
    int total,
    String activity,
    OptionalLong remainingNanos,
    Optional<String> message) {

  /** What an experiment does. */
  public enum State {
    /** The runner starts, or makes or verifies the model. */
    STARTING,
    /** Samples are measured. */
    RUNNING,
    /** All samples are there. */
    COMPLETED,
    /** It was stopped; the folder can be resumed. */
    INTERRUPTED,
    /** It could not go on. */
    FAILED;

    /** Tells whether nothing more will come. */
    public boolean isFinal() {
      return this == COMPLETED || this == INTERRUPTED || this == FAILED;
    }
  }

  /** Where every experiment begins. */
  public static final ExperimentProgress START =
      new ExperimentProgress(
          State.STARTING, "", Optional.empty(), 0, 0, "", OptionalLong.empty(), Optional.empty());

  private static final int SIGNAL_BASE = 128;
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  /** Returns the progress after one more event. */
  public ExperimentProgress after(ExperimentEvent event) {
    return switch (event) {
      case ExperimentEvent.Planned planned ->
          new ExperimentProgress(
              state,
              planned.name(),
              Optional.of(Path.of(planned.folder())),
              planned.done(),
              planned.total(),
              "",
              OptionalLong.empty(),
              Optional.empty());
      case ExperimentEvent.Working working ->
          new ExperimentProgress(
              state, name, folder, done, total, working.what(), remainingNanos, message);
      case ExperimentEvent.SampleStarted started ->
          new ExperimentProgress(
              State.RUNNING,
              name,
              folder,
              done,
              total,
              started.cell().id(),
              remainingNanos,
              message);
      case ExperimentEvent.SampleFinished finished ->
          new ExperimentProgress(
              State.RUNNING,
              name,
              folder,
              finished.done(),
              finished.total(),
              activity,
              OptionalLong.of(finished.remainingNanos()),
              message);
      case ExperimentEvent.Finished finished ->
          end(
              switch (finished.outcome()) {
                case COMPLETED -> State.COMPLETED;
                case INTERRUPTED -> State.INTERRUPTED;
                case FAILED -> State.FAILED;
              },
              Optional.ofNullable(finished.message()));
    };
  }

  /**
   * Returns the progress after the runner ended; where it told its end itself nothing changes.
   *
   * @param exitValue exit value of the runner, 128 and more where a signal ended it, {@link
   *     DetachedProcess#UNKNOWN_EXIT} where nobody saw its end
   */
  public ExperimentProgress afterExit(int exitValue) {
    if (state.isFinal()) {
      return this;
    }
    if (exitValue == DetachedProcess.UNKNOWN_EXIT) {
      return end(State.INTERRUPTED, Optional.of(Messages.progress_endedUnseen));
    }
    return switch (exitValue - SIGNAL_BASE) {
      case SIGINT, SIGKILL, SIGTERM -> end(State.INTERRUPTED, Optional.empty());
      default ->
          end(
              State.FAILED,
              Optional.of(NLS.bind(Messages.progress_exit, String.valueOf(exitValue))));
    };
  }

  private ExperimentProgress end(State end, Optional<String> sentence) {
    return new ExperimentProgress(
        end, name, folder, done, total, "", OptionalLong.empty(), sentence);
  }
}
