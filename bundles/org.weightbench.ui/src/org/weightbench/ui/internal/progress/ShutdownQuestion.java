package org.weightbench.ui.internal.progress;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.internal.Messages;

/** Asks before the workbench closes with experiments that run, which it would stop. */
public final class ShutdownQuestion implements IStartup, IWorkbenchListener {

  @Override
  public void earlyStartup() {
    PlatformUI.getWorkbench().addWorkbenchListener(this);
  }

  @Override
  public boolean preShutdown(IWorkbench workbench, boolean forced) {
    List<String> running = running();
    if (forced || running.isEmpty() || workbench.getActiveWorkbenchWindow() == null) {
      return true;
    }
    return MessageDialog.openConfirm(
        workbench.getActiveWorkbenchWindow().getShell(),
        Messages.progress_closeTitle,
        Messages.format(
            Messages.progress_closeQuestion, running.size(), String.join("\n", running)));
  }

  @Override
  public void postShutdown(IWorkbench workbench) {
    workbench.removeWorkbenchListener(this);
  }

  /** Returns the names of the experiments that would be stopped. */
  static List<String> running() {
    return Stream.of(DebugPlugin.getDefault().getLaunchManager().getLaunches())
        .flatMap(launch -> RunningExperiment.of(launch).stream())
        .filter(experiment -> !experiment.progress().state().isFinal())
        .map(RunningExperiment::label)
        .toList();
  }
}
