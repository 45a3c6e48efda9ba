package org.weightbench.ui.internal.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.LeftRunners;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.launch.Configurations;

/** Answers the question for a real experiment that runs. */
final class ShutdownQuestionTest {
  private static final String TITLE = "Experiments Are Running";
  private static final int LOOK_MILLIS = 100;

  private final ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
  private final LeftRunners runners = new LeftRunners(launches);
  private final ShutdownQuestion question = new ShutdownQuestion();
  private ProgressView progress;
  private ILaunch launch;

  @BeforeEach
  void launch() throws Exception {
    Workbench.openPerspective();
    progress = Workbench.open(LoadExperimentsPerspective.EXPERIMENTS_VIEW, ProgressView.class);
    ILaunchConfigurationWorkingCopy configuration =
        Configurations.fromShortcut(Workbench.model(Workbench.project("closing")));
    LaunchSettings.read(configuration)
        .withSweep(Map.of("strategy", "read", "cache", "warm"), "50", "1")
        .write(configuration);
    launch = configuration.launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true);
    Workbench.await("a sample", () -> experiment().progress().done() > 0);
  }

  @AfterEach
  void clear() throws Exception {
    for (ILaunch each : launches.getLaunches()) {
      each.terminate();
      Workbench.await("the end", each::isTerminated);
    }
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void whatIsLeftRunningIsShownAgainAtTheNextStartAndCanBeStopped() {
    press("Leave Running");
    assertTrue(question.preShutdown(PlatformUI.getWorkbench(), false));
    question.postShutdown(PlatformUI.getWorkbench());
    launches.removeLaunches(launches.getLaunches());
    Workbench.await("no experiment", progress::isEmpty);

    runners.pickUp();
    Workbench.await(
        "the experiment",
        () -> Widgets.texts(progress.runsWidget(), "State").equals(List.of("running")));
    assertEquals(List.of("stories260K-F32"), Widgets.texts(progress.runsWidget(), "Experiment"));
    RunningExperiment again = runners.running().getFirst();
    Workbench.await("the action", () -> progress.stopAction().isEnabled());
    progress.stopAction().run();
    Workbench.await("the end", () -> again.progress().state().isFinal());
    assertEquals(ExperimentProgress.State.INTERRUPTED, again.progress().state());
  }

  @Test
  void whoCancelsKeepsTheWorkbenchAndTheExperiment() {
    press("Cancel");
    assertFalse(question.preShutdown(PlatformUI.getWorkbench(), false));
    assertEquals(List.of(experiment()), runners.running());
  }

  @Test
  void whoStopsFindsNothingAtTheNextStart() {
    press("Stop and Close");
    assertTrue(question.preShutdown(PlatformUI.getWorkbench(), false));
    question.postShutdown(PlatformUI.getWorkbench());
    Workbench.await("the end of the runner", launch::isTerminated);
    launches.removeLaunches(launches.getLaunches());
    runners.pickUp();
    assertEquals(List.of(), runners.running());
  }

  private RunningExperiment experiment() {
    return RunningExperiment.of(launch).getFirst();
  }

  /** Presses a button of the question as soon as that is asked. */
  private static void press(String label) {
    Display display = Display.getCurrent();
    display.timerExec(
        LOOK_MILLIS,
        () ->
            Arrays.stream(display.getShells())
                .filter(shell -> shell.getText().equals(TITLE))
                .findFirst()
                .ifPresentOrElse(shell -> Widgets.press(shell, label), () -> press(label)));
  }
}
