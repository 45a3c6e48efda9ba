package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.testing.Fixtures;
import org.weightbench.ui.internal.Background;

/** What tests do in the running workbench. All methods are for its user interface thread. */
public final class Workbench {
  private static final long PATIENCE_NANOS = 240_000_000_000L;
  private static final int WAKE_MILLIS = 20;
  private static final Pattern LOGGED_ERROR = Pattern.compile("(?m)^!ENTRY \\S+ 4 ");

  private Workbench() {}

  /** Handles events until a condition holds. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, condition, Display.getCurrent()::readAndDispatch);
  }

  /** As the other, with another way of handling one event, which tells whether it did. */
  static void await(String what, BooleanSupplier condition, BooleanSupplier dispatch) {
    Display display = Display.getCurrent();
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "waited too long for " + what);
      if (!dispatch.getAsBoolean()) {
        display.timerExec(WAKE_MILLIS, () -> {});
        display.sleep();
      }
    }
  }

  /** Handles events until no background work of the views and none of its results is left. */
  public static void settle() {
    Display display = Display.getCurrent();
    settle(display::readAndDispatch);
  }

  /** As {@link #settle()}, with another way of handling one event, which tells whether it did. */
  static void settle(BooleanSupplier dispatch) {
    do {
      await("background work", () -> !isBusy(), dispatch);
      while (dispatch.getAsBoolean()) {}
    } while (isBusy());
  }

  private static boolean isBusy() {
    return Job.getJobManager().find(Background.FAMILY).length > 0;
  }

  /** Waits until the experiment of a launch has ended, well or not. */
  public static ExperimentProgress awaitEnd(ILaunch launch) {
    await(
        "the end of the experiment",
        () ->
            launch.isTerminated()
                && RunningExperiment.of(launch).stream()
                    .allMatch(experiment -> experiment.progress().state().isFinal()));
    assertFalse(RunningExperiment.of(launch).isEmpty(), "the launch began no experiment");
    return RunningExperiment.of(launch).getFirst().progress();
  }

  /** Waits until the experiment of a launch is complete; fails with its reason when it is not. */
  public static ResultFolder awaitResult(ILaunch launch) throws IOException {
    ExperimentProgress end = awaitEnd(launch);
    assertEquals(ExperimentProgress.State.COMPLETED, end.state(), () -> end.message().orElse(""));
    return ResultFolder.open(end.folder().orElseThrow());
  }

  /** Opens the perspective as a new user sees it. */
  public static IWorkbenchPage openPerspective() throws WorkbenchException {
    IWorkbenchPage page =
        PlatformUI.getWorkbench()
            .showPerspective(
                LoadExperimentsPerspective.ID,
                PlatformUI.getWorkbench().getActiveWorkbenchWindow());
    page.resetPerspective();
    settle();
    return page;
  }

  /** Opens a view. */
  public static <T extends IViewPart> T open(String id, Class<T> type) throws WorkbenchException {
    T view =
        type.cast(
            PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().showView(id));
    settle();
    return view;
  }

  /** Creates an empty project. */
  public static IProject project(String name) throws CoreException {
    IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject(name);
    project.create(null);
    project.open(null);
    return project;
  }

  /** Puts a real model into a project. */
  public static IFile model(IProject project) throws CoreException {
    Path model = Fixtures.STORIES_F32.copyTo(project.getLocation().toPath());
    project.refreshLocal(IResource.DEPTH_INFINITE, null);
    return project.getFile(model.getFileName().toString());
  }

  /**
   * Removes projects, launches and configurations, so that the next test finds nothing. The
   * workspace log holds no error by then, of this test or of one before it.
   */
  public static void clear() throws CoreException, IOException {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    launches.removeLaunches(launches.getLaunches());
    for (ILaunchConfiguration configuration : launches.getLaunchConfigurations()) {
      configuration.delete();
    }
    for (IProject project : ResourcesPlugin.getWorkspace().getRoot().getProjects()) {
      project.delete(true, true, null);
    }
    settle();
    assertEquals(List.of(), loggedErrors());
  }

  /** Returns the errors in the workspace log, each with the lines after it. */
  public static List<String> loggedErrors() throws IOException {
    Path log = Platform.getLogFileLocation().toPath();
    if (!Files.exists(log)) {
      return List.of();
    }
    String text = Files.readString(log);
    return LOGGED_ERROR
        .matcher(text)
        .results()
        .map(match -> text.substring(match.start(), Math.min(text.length(), match.end() + 2000)))
        .toList();
  }
}
