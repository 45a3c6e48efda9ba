package org.weightbench.ui.internal.findings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.ExperimentTracker;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.LoadExperimentsPerspective;

/**
 * Opens the view of findings at the end of each experiment whose configuration asks for it, however
 * it was launched.
 */
public final class FindingsWhenDone implements IStartup, IWorkbenchListener {
  private static final String WANTED = "org.weightbench.ui.findingsWhenDone";

  private final Display display = PlatformUI.getWorkbench().getDisplay();
  private final ExperimentTracker tracker =
      new ExperimentTracker(DebugPlugin.getDefault().getLaunchManager(), this::changed);

  /**
   * Has a configuration ask for it.
   *
   * @return the configuration as it is saved
   * @throws CoreException when it cannot be saved
   */
  public static ILaunchConfiguration wantedBy(ILaunchConfiguration configuration)
      throws CoreException {
    if (isWanted(configuration)) {
      return configuration;
    }
    ILaunchConfigurationWorkingCopy copy = configuration.getWorkingCopy();
    copy.setAttribute(WANTED, true);
    return copy.doSave();
  }

  private static boolean isWanted(ILaunchConfiguration configuration) throws CoreException {
    return configuration.exists() && configuration.getAttribute(WANTED, false);
  }

  @Override
  public void earlyStartup() {
    PlatformUI.getWorkbench().addWorkbenchListener(this);
  }

  @Override
  public boolean preShutdown(IWorkbench workbench, boolean forced) {
    return true;
  }

  @Override
  public void postShutdown(IWorkbench workbench) {
    tracker.close();
    workbench.removeWorkbenchListener(this);
  }

  /** Called on the thread that reads the events. */
  private void changed(RunningExperiment experiment, ExperimentProgress progress) {
    Optional<Path> folder = progress.folder();
    if (!progress.state().isFinal() || folder.isEmpty() || !isWanted(experiment)) {
      return;
    }
    if (!display.isDisposed()) {
      display.asyncExec(() -> open(new ResultFolder(folder.get())));
    }
  }

  private static boolean isWanted(RunningExperiment experiment) {
    Optional<ILaunchConfiguration> configuration =
        Stream.of(DebugPlugin.getDefault().getLaunchManager().getLaunches())
            .filter(launch -> RunningExperiment.of(launch).contains(experiment))
            .findFirst()
            .map(ILaunch::getLaunchConfiguration);
    try {
      return configuration.isPresent() && isWanted(configuration.get());
    } catch (CoreException e) {
      ILog.of(FindingsWhenDone.class).log(e.getStatus());
      return false;
    }
  }

  private static void open(ResultFolder folder) {
    IWorkbenchWindow window =
        PlatformUI.isWorkbenchRunning()
            ? PlatformUI.getWorkbench().getActiveWorkbenchWindow()
            : null;
    IWorkbenchPage page = window == null ? null : window.getActivePage();
    if (page == null) {
      return;
    }
    try {
      if (page.showView(LoadExperimentsPerspective.FINDINGS_VIEW) instanceof FindingsView view) {
        view.judge(List.of(folder));
      }
    } catch (PartInitException e) {
      ILog.of(FindingsWhenDone.class).log(e.getStatus());
    }
  }
}
