package org.weightbench.launching;

import java.util.List;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.osgi.util.NLS;

/** Starts a runner when it is its launch's turn. */
final class QueuedLaunch extends Job {
  /** Family of these jobs. */
  static final Object FAMILY = QueuedLaunch.class;

  private final ILaunch launch;
  private final String label;
  private final List<String> line;

  /**
   * Creates the job.
   *
   * @param launch a launch that stands in the queue
   * @param label name for people
   * @param line command of the runner
   */
  QueuedLaunch(ILaunch launch, String label, List<String> line) {
    super(NLS.bind(Messages.job_experiment, label));
    this.launch = launch;
    this.label = label;
    this.line = List.copyOf(line);
  }

  @Override
  protected IStatus run(IProgressMonitor monitor) {
    if (!LaunchQueue.await(launch, monitor)) {
      return Status.CANCEL_STATUS;
    }
    try {
      RunnerLaunch.start(launch, label, line);
      return Status.OK_STATUS;
    } catch (CoreException e) {
      LaunchQueue.leave(DebugPlugin.getDefault().getLaunchManager(), launch);
      return e.getStatus();
    }
  }

  @Override
  public boolean belongsTo(Object family) {
    return family == FAMILY;
  }
}
