package org.weightbench.ui.internal.findings;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.ExperimentTracker;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.LoadExperimentsPerspective;

/** Opens the view of findings when an experiment is done. */
public final class FindingsWhenDone {
  private final String label;
  private final IWorkbenchWindow window;
  private final Display display;
  private final AtomicBoolean opened = new AtomicBoolean();
  private final ExperimentTracker tracker;

  private FindingsWhenDone(String label, IWorkbenchWindow window) {
    this.label = label;
    this.window = window;
    this.display = window.getShell().getDisplay();
    this.tracker =
        new ExperimentTracker(DebugPlugin.getDefault().getLaunchManager(), this::changed);
  }

  /**
   * Waits for an experiment that will be launched next.
   *
   * @param label name of its launch configuration
   */
  public static FindingsWhenDone of(String label, IWorkbenchWindow window) {
    return new FindingsWhenDone(label, window);
  }

  /** Called on the thread that reads the events. */
  private void changed(RunningExperiment experiment, ExperimentProgress progress) {
    if (experiment.label().equals(label)
        && progress.state().isFinal()
        && opened.compareAndSet(false, true)
        && !display.isDisposed()) {
      display.asyncExec(() -> open(progress));
    }
  }

  private void open(ExperimentProgress progress) {
    tracker.close();
    IWorkbenchPage page = window.getActivePage();
    if (page == null || progress.folder().isEmpty()) {
      return;
    }
    try {
      if (page.showView(LoadExperimentsPerspective.FINDINGS_VIEW) instanceof FindingsView view) {
        view.judge(List.of(new ResultFolder(progress.folder().get())));
      }
    } catch (PartInitException e) {
      ILog.of(FindingsWhenDone.class).log(e.getStatus());
    }
  }
}
