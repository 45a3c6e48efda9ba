package org.weightbench.launching;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;
import org.weightbench.experiment.Quantities;

/** Shows a running experiment where Eclipse shows jobs; cancelling the job stops the experiment. */
public final class ExperimentJob extends Job {
  /** Family of these jobs. */
  public static final Object FAMILY = ExperimentJob.class;

  private final RunningExperiment experiment;
  private final Runnable stop;
  private final BlockingQueue<ExperimentProgress> queue = new LinkedBlockingQueue<>();
  private final ExperimentListener listener = (_, progress) -> queue.add(progress);

  ExperimentJob(RunningExperiment experiment, Runnable stop) {
    super(NLS.bind(Messages.job_experiment, experiment.label()));
    this.experiment = experiment;
    this.stop = stop;
    setPriority(LONG);
    experiment.addListener(listener);
    queue.add(experiment.progress());
  }

  @Override
  protected IStatus run(IProgressMonitor monitor) {
    SubMonitor work = SubMonitor.convert(monitor);
    try {
      ExperimentProgress last = ExperimentProgress.START;
      while (!last.state().isFinal() && !experiment.isLeft()) {
        ExperimentProgress next = queue.take();
        if (last.total() == 0 && next.total() > 0) {
          work.setWorkRemaining(next.total());
        }
        work.worked(next.done() - last.done());
        work.setTaskName(task(next));
        work.subTask(Phrases.say(next.activity()));
        last = next;
      }
      return status(last);
    } catch (InterruptedException _) {
      stop.run();
      Thread.currentThread().interrupt();
      return Status.CANCEL_STATUS;
    } finally {
      experiment.removeListener(listener);
    }
  }

  @Override
  protected void canceling() {
    stop.run();
  }

  @Override
  public boolean belongsTo(Object family) {
    return family == FAMILY;
  }

  private static String task(ExperimentProgress progress) {
    if (progress.total() == 0) {
      return Messages.job_starting;
    }
    return progress.remainingNanos().isEmpty()
        ? NLS.bind(
            Messages.job_sample, String.valueOf(progress.done()), String.valueOf(progress.total()))
        : NLS.bind(
            Messages.job_sampleRemaining,
            new Object[] {
              String.valueOf(progress.done()),
              String.valueOf(progress.total()),
              Quantities.duration(progress.remainingNanos().getAsLong())
            });
  }

  private static IStatus status(ExperimentProgress last) {
    return switch (last.state()) {
      case FAILED -> LaunchingStatus.experimentFailed(Phrases.say(last.message().orElse("")));
      case INTERRUPTED -> Status.CANCEL_STATUS;
      default -> Status.OK_STATUS;
    };
  }
}
