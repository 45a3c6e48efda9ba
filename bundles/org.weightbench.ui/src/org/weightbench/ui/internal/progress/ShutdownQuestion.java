package org.weightbench.ui.internal.progress;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;
import org.weightbench.launching.LeftRunners;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.Messages;

/**
 * Asks what becomes of experiments that run when the workbench closes, and follows those again that
 * an earlier session left running.
 */
public final class ShutdownQuestion implements IStartup, IWorkbenchListener {
  private final LeftRunners runners = new LeftRunners(DebugPlugin.getDefault().getLaunchManager());
  private boolean leaving;

  @Override
  public void earlyStartup() {
    PlatformUI.getWorkbench().addWorkbenchListener(this);
    Job job = Job.create(Messages.progress_pickUp, (ICoreRunnable) _ -> runners.pickUp());
    job.setSystem(true);
    job.schedule();
  }

  @Override
  public boolean preShutdown(IWorkbench workbench, boolean forced) {
    leaving = false;
    List<RunningExperiment> running = runners.running();
    if (forced || running.isEmpty() || workbench.getActiveWorkbenchWindow() == null) {
      return true;
    }
    int pressed =
        MessageDialog.open(
            MessageDialog.QUESTION,
            workbench.getActiveWorkbenchWindow().getShell(),
            Messages.progress_closeTitle,
            Messages.format(
                Messages.progress_closeQuestion,
                running.size(),
                running.stream().map(RunningExperiment::label).collect(Collectors.joining("\n"))),
            0,
            Messages.progress_closeLeave,
            Messages.progress_closeStop,
            IDialogConstants.CANCEL_LABEL);
    leaving = pressed == 0;
    return pressed == 0 || pressed == 1;
  }

  /** Only now is it certain that the workbench closes; others may have refused. */
  @Override
  public void postShutdown(IWorkbench workbench) {
    if (leaving) {
      runners.leaveAll();
    } else {
      runners.stopAll();
    }
    workbench.removeWorkbenchListener(this);
  }
}
