package org.weightbench.ui.internal.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchManager;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.LaunchQueue;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/**
 * An experiment that runs, waits or ended in this session. Two are equal when they are the same
 * run, whatever its progress.
 *
 * @param launch the launch
 * @param label its name
 * @param experiment the experiment; empty while it waits for others
 * @param progress how far it is
 */
record ProgressRun(
    ILaunch launch,
    String label,
    Optional<RunningExperiment> experiment,
    ExperimentProgress progress) {

  /** Returns the runs of this session, in the order in which they were launched. */
  static List<ProgressRun> all(ILaunchManager launches) {
    List<ILaunch> waiting = LaunchQueue.waiting(launches);
    List<ProgressRun> all = new ArrayList<>();
    for (ILaunch launch : launches.getLaunches()) {
      for (RunningExperiment each : RunningExperiment.of(launch)) {
        all.add(new ProgressRun(launch, each.label(), Optional.of(each), each.progress()));
      }
      if (waiting.contains(launch)) {
        all.add(
            new ProgressRun(
                launch, LaunchQueue.label(launch), Optional.empty(), ExperimentProgress.START));
      }
    }
    return all;
  }

  boolean isOf(RunningExperiment some) {
    return experiment.filter(each -> each == some).isPresent();
  }

  String samples() {
    return progress.total() == 0
        ? ""
        : Messages.format(Messages.results_samples, progress.done(), progress.total());
  }

  String state() {
    if (experiment.isEmpty()) {
      return Messages.progress_waiting;
    }
    return switch (progress.state()) {
      case STARTING -> Messages.progress_starting;
      case RUNNING -> Messages.results_stateRunning;
      case COMPLETED -> Messages.results_stateComplete;
      case INTERRUPTED -> Messages.results_stateIncomplete;
      case FAILED -> Messages.progress_stateFailed;
    };
  }

  Icon icon() {
    return switch (progress.state()) {
      case STARTING -> Icon.UNKNOWN;
      case RUNNING -> Icon.RUNNING;
      case COMPLETED -> Icon.COMPLETE;
      case INTERRUPTED -> Icon.INCOMPLETE;
      case FAILED -> Icon.UNREADABLE;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProgressRun run
        && run.launch == launch
        && run.experiment.equals(experiment);
  }

  @Override
  public int hashCode() {
    return launch.hashCode();
  }
}
