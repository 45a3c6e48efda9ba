package org.weightbench.launching;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.osgi.util.NLS;

/**
 * The order in which experiments run. Side by side they would disturb each other: each waits until
 * those that were launched before it are done.
 */
public final class LaunchQueue {
  private static final String LABEL = "org.weightbench.launching.label";
  private static final long TURN_CHECK_NANOS = 100_000_000;

  private LaunchQueue() {}

  /** Names what a launch runs, for people. */
  static void name(ILaunch launch, String label) {
    launch.setAttribute(LABEL, label);
  }

  /** Returns what a launch runs or waits to run, for people. */
  public static String label(ILaunch launch) {
    String label = launch.getAttribute(LABEL);
    if (label != null) {
      return label;
    }
    ILaunchConfiguration configuration = launch.getLaunchConfiguration();
    return configuration == null ? "" : configuration.getName();
  }

  /** Returns the launches whose experiments wait for their turn, in their order. */
  public static List<ILaunch> waiting(ILaunchManager launches) {
    return Stream.of(launches.getLaunches()).filter(LaunchQueue::waits).toList();
  }

  /** Takes a launch out of the queue; its experiment is not started. */
  public static void leave(ILaunchManager launches, ILaunch launch) {
    launches.removeLaunch(launch);
  }

  /**
   * Waits until it is a launch's turn.
   *
   * @return whether it is its turn; if not, it has left the queue
   */
  static boolean await(ILaunch own, IProgressMonitor monitor) {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    Optional<ILaunch> before = before(own);
    while (before.isPresent() && !monitor.isCanceled() && holds(own)) {
      monitor.subTask(NLS.bind(Messages.delegate_waiting, label(before.get())));
      LockSupport.parkNanos(TURN_CHECK_NANOS);
      before = before(own);
    }
    boolean turn = before.isEmpty() && !monitor.isCanceled() && holds(own);
    if (!turn) {
      leave(launches, own);
    }
    return turn;
  }

  /** Tells whether a launch runs, waits or has run; others were launched without being kept. */
  static boolean holds(ILaunch launch) {
    return List.of(DebugPlugin.getDefault().getLaunchManager().getLaunches()).contains(launch);
  }

  private static Optional<ILaunch> before(ILaunch own) {
    return Stream.of(DebugPlugin.getDefault().getLaunchManager().getLaunches())
        .takeWhile(launch -> launch != own)
        .filter(launch -> waits(launch) || runs(launch))
        .findFirst();
  }

  private static boolean waits(ILaunch launch) {
    return isExperiment(launch) && !launch.hasChildren();
  }

  private static boolean runs(ILaunch launch) {
    return RunningExperiment.of(launch).stream()
        .anyMatch(experiment -> !experiment.progress().state().isFinal());
  }

  private static boolean isExperiment(ILaunch launch) {
    ILaunchConfiguration configuration = launch.getLaunchConfiguration();
    try {
      return configuration != null
          && configuration.getType().getIdentifier().equals(LaunchSettings.TYPE);
    } catch (CoreException e) {
      ILog.of(LaunchQueue.class).log(e.getStatus());
      return false;
    }
  }
}
