package org.weightbench.launching;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.Launch;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.internal.DetachedProcess;
import org.weightbench.launching.internal.ProcessId;
import org.weightbench.launching.internal.RunRecord;
import org.weightbench.launching.internal.RunnerProcess;

/**
 * Runners that outlive a session of the workbench. A runner needs no workbench: it writes its
 * events to a file, which whoever wants to know follows.
 */
public final class LeftRunners {
  private final ILaunchManager launches;

  /**
   * Works with the launches of a manager.
   *
   * @param launches where experiments are launched
   */
  public LeftRunners(ILaunchManager launches) {
    this.launches = launches;
  }

  /** Returns the experiments that run now. */
  public List<RunningExperiment> running() {
    return Stream.of(launches.getLaunches())
        .flatMap(launch -> RunningExperiment.of(launch).stream())
        .filter(experiment -> !experiment.progress().state().isFinal() && !experiment.isLeft())
        .toList();
  }

  /** Leaves all runners alone, which run on; the workbench is about to end. */
  public void leaveAll() {
    endSession(RunnerProcess::leave);
  }

  /** Asks all runners to stop and does not wait for them; the workbench is about to end. */
  public void stopAll() {
    endSession(RunnerProcess::stopUnseen);
  }

  /**
   * Follows the runners that an earlier session left, each in a launch: those that still run, and,
   * for one last time, those that ended meanwhile. It reads files: call it in a job.
   */
  public void pickUp() {
    try {
      RunRecord.unwatched(RunnerLaunch.runs(), LeftRunners::tell).forEach(this::pickUp);
    } catch (IOException e) {
      tell(e);
    }
  }

  private static void tell(IOException problem) {
    ILog.of(LeftRunners.class).log(LaunchingStatus.badRecord(problem));
  }

  private void pickUp(RunRecord record) {
    try {
      follow(record.watchedBy(ProcessId.of(ProcessHandle.current())));
    } catch (IOException e) {
      tell(e);
    }
  }

  private void follow(RunRecord record) throws IOException {
    DetachedProcess process = DetachedProcess.found(record.runner().running(), record.folder());
    record.write();
    ILaunch launch = new Launch(configuration(record), ILaunchManager.RUN_MODE, null);
    launch.setAttribute(
        DebugPlugin.ATTR_LAUNCH_TIMESTAMP,
        String.valueOf(record.runner().started().toEpochMilli()));
    RunnerLaunch.follow(launch, record, process);
    launches.addLaunch(launch);
  }

  /** The configuration may have been deleted or never saved. */
  private @Nullable ILaunchConfiguration configuration(RunRecord record) {
    if (record.configuration().isEmpty()) {
      return null;
    }
    try {
      ILaunchConfiguration found = launches.getLaunchConfiguration(record.configuration());
      return found.exists() ? found : null;
    } catch (CoreException e) {
      ILog.of(LeftRunners.class).log(e.getStatus());
      return null;
    }
  }

  @FunctionalInterface
  private interface End {
    void of(RunnerProcess process) throws IOException;
  }

  private void endSession(End end) {
    Stream.of(launches.getLaunches())
        .flatMap(launch -> Stream.of(launch.getProcesses()))
        .distinct()
        .filter(process -> !process.isTerminated())
        .filter(RunnerProcess.class::isInstance)
        .map(RunnerProcess.class::cast)
        .forEach(process -> end(process, end));
  }

  private static void end(RunnerProcess process, End end) {
    try {
      end.of(process);
    } catch (IOException e) {
      tell(e);
    }
  }
}
