package org.weightbench.runner.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.CeilingProgress;
import org.weightbench.hardware.ceiling.CeilingRequest;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.runner.CeilingRun;
import org.weightbench.runner.StopSignal;

/**
 * Puts ceilings into a result folder before its first sample: those of the last half hour and the
 * same file system, else new ones, for which a run may become a tenth longer. A short run does
 * without them.
 */
final class SessionCeilings {
  private static final int SHARE_OF_RUN = 10;
  private static final Duration LEAST_BUDGET = Duration.ofSeconds(10);
  private static final int STEPS = 100;

  private final Consumer<ExperimentEvent> listener;
  private final StopSignal stop;

  SessionCeilings(Consumer<ExperimentEvent> listener, StopSignal stop) {
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Adds ceilings where there are none yet.
   *
   * @param runNanos how long the samples are expected to take
   * @throws IOException when they cannot be written, or it was stopped
   */
  void add(ResultFolder folder, ModelSurvey survey, long runNanos) throws IOException {
    if (folder.ceilings().isPresent()) {
      return;
    }
    Optional<Ceilings> kept =
        CeilingStore.ofUser()
            .find(CeilingMeasurement.fileSystem(survey.path()), CeilingStore.FRESH)
            .filter(ceilings -> CeilingRun.covers(ceilings, survey.path()));
    Duration budget = budget(runNanos);
    if (kept.isEmpty() && budget.compareTo(LEAST_BUDGET) < 0) {
      return;
    }
    Ceilings ceilings =
        kept.isPresent()
            ? kept.get()
            : new CeilingRun().measure(survey.path(), budget, new Telling());
    stop.check();
    folder.writeJson(ResultFolder.CEILINGS, ceilings);
  }

  private static Duration budget(long runNanos) {
    Duration share = Duration.ofNanos(runNanos / SHARE_OF_RUN);
    return share.compareTo(CeilingRequest.USUAL_BUDGET) < 0 ? share : CeilingRequest.USUAL_BUDGET;
  }

  private final class Telling implements CeilingProgress {
    private int lastStep = -1;

    @Override
    public void at(double share, String what) {
      int step = (int) (share * STEPS);
      if (step > lastStep) {
        lastStep = step;
        listener.accept(new ExperimentEvent.Working("measuring ceilings: " + what, step, STEPS));
      }
    }

    @Override
    public void measured(Ceiling ceiling) {
      // all of them are written together
    }

    @Override
    public boolean cancelled() {
      return stop.stopped();
    }
  }
}
