package org.weightbench.launching;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.osgi.util.NLS;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.launching.internal.DetachedProcess;
import org.weightbench.launching.internal.ProcessId;
import org.weightbench.launching.internal.RunRecord;
import org.weightbench.launching.internal.RunnerProcess;

/** Starts runners, and follows them in launches. */
final class RunnerLaunch {
  private static final String PROCESS_TYPE = "org.weightbench.launching.runner";
  private static final String RUNS = "runs";

  private RunnerLaunch() {}

  /** Returns the folder that keeps what a later session must know of runners. */
  static Path runs() {
    return Platform.getStateLocation(FrameworkUtil.getBundle(RunnerLaunch.class))
        .toPath()
        .resolve(RUNS);
  }

  /**
   * Starts a runner and follows it.
   *
   * @param label name for people
   * @throws CoreException when it cannot be started
   */
  static void start(ILaunch launch, String label, List<String> line) throws CoreException {
    try {
      Path folder = RunRecord.newFolder(runs());
      RunRecord unstarted =
          new RunRecord(
              folder,
              label,
              memento(launch),
              DebugPlugin.renderArguments(line.toArray(String[]::new), null),
              ProcessId.NONE,
              ProcessId.of(ProcessHandle.current()));
      DetachedProcess process;
      try {
        process = DetachedProcess.start(line, folder);
      } catch (IOException e) {
        unstarted.delete();
        throw e;
      }
      RunRecord record = unstarted.ranBy(ProcessId.of(process.toHandle()));
      record.write();
      follow(launch, record, process);
    } catch (IOException e) {
      throw LaunchingStatus.cannotStart(e);
    }
  }

  /** Follows a runner. */
  static void follow(ILaunch launch, RunRecord record, DetachedProcess process) {
    RunningExperiment experiment = new RunningExperiment(record.label(), () -> terminate(launch));
    experiment.addListener(new ResultsRefresh(record.label()));
    experiment.addListener(new KnownRoots());
    RunnerProcess runner =
        new RunnerProcess(
            launch,
            process,
            record,
            NLS.bind(Messages.process_label, record.label()),
            Map.of(
                IProcess.ATTR_PROCESS_TYPE,
                PROCESS_TYPE,
                IProcess.ATTR_CMDLINE,
                record.commandLine(),
                DebugPlugin.ATTR_LAUNCH_TIMESTAMP,
                String.valueOf(record.runner().started().toEpochMilli())),
            experiment);
    new ExperimentJob(experiment, runner::terminate).schedule();
  }

  /** A configuration that was never saved has none. */
  private static String memento(ILaunch launch) throws CoreException {
    ILaunchConfiguration configuration = launch.getLaunchConfiguration();
    String memento = configuration == null ? null : configuration.getMemento();
    return memento == null ? "" : memento;
  }

  private static void terminate(ILaunch launch) {
    for (IProcess process : launch.getProcesses()) {
      try {
        process.terminate();
      } catch (DebugException e) {
        ILog.of(RunnerLaunch.class).log(e.getStatus());
      }
    }
  }
}
