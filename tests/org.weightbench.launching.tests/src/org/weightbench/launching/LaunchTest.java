package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress.State;
import org.weightbench.testing.Fixtures;

/** Launches real experiments on a real model. */
final class LaunchTest {
  private static final long PATIENCE_SECONDS = 240;

  @TempDir private Path folder;

  @AfterEach
  void removeLaunches() {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    launches.removeLaunches(launches.getLaunches());
  }

  @Test
  void theClassPathIsAllThatTheRunnerNeeds() throws Exception {
    List<Path> classPath =
        RunnerClassPath.of(FrameworkUtil.getBundle(LaunchTest.class).getBundleContext());
    assertTrue(classPath.getFirst().toString().contains("org.weightbench.runner"));
    assertTrue(classPath.stream().allMatch(Files::exists), classPath.toString());
    assertTrue(
        classPath.stream()
            .noneMatch(path -> path.getFileName().toString().startsWith("org.eclipse.")),
        classPath.toString());
  }

  @Test
  void theShownCommandLineIsTheOneThatIsLaunched() throws Exception {
    ILaunchConfigurationWorkingCopy configuration = configuration(Map.of(), "1");
    String shown =
        new LoadExperimentDelegate()
            .showCommandLine(
                configuration, ILaunchManager.RUN_MODE, null, new NullProgressMonitor());
    assertTrue(shown.contains(RunnerCommand.MAIN_CLASS), shown);
    assertTrue(shown.contains("--output " + folder.resolve("results")), shown);
    assertTrue(shown.endsWith("--events"), shown);
  }

  @Test
  void aLaunchLeavesWholeResultsAndTellsOfEverySample() throws Exception {
    ILaunch launch = launch(configuration(Map.of("strategy", "mmap, read", "cache", "warm"), "2"));
    RunningExperiment experiment = RunningExperiment.of(launch).getFirst();
    ExperimentProgress end = await(experiment, progress -> progress.state().isFinal());
    assertEquals(State.COMPLETED, end.state(), () -> end.message().orElse(""));
    ResultFolder result = ResultFolder.open(end.folder().orElseThrow());
    assertEquals(folder.resolve("results"), result.path().getParent());
    assertEquals(4, result.samples().size());
    List<HistoryEntry> history = ResultHistory.read(List.of(result.path().getParent()), Set.of());
    assertEquals(1, history.size());
    assertEquals(HistoryEntry.State.COMPLETE, history.getFirst().state());
    assertEquals(4, history.getFirst().done());
    assertTrue(ResultHistory.roots().contains(folder.resolve("results")));
  }

  @Test
  void aStoppedExperimentIsResumedWithoutLosingASample() throws Exception {
    ILaunch launch = launch(configuration(Map.of("strategy", "read", "cache", "warm"), "3"));
    RunningExperiment experiment = RunningExperiment.of(launch).getFirst();
    await(experiment, progress -> progress.done() > 0);
    launch.getProcesses()[0].terminate();
    ExperimentProgress end = await(experiment, progress -> progress.state().isFinal());
    assertEquals(State.INTERRUPTED, end.state());
    String words = launch.getProcesses()[0].getStreamsProxy().getErrorStreamMonitor().getContents();
    assertEquals("", words);
    ResultFolder result = ResultFolder.open(end.folder().orElseThrow());
    int left = result.samples().size();
    assertTrue(left >= 1 && left < 3, "found " + left + " samples");
    assertEquals(
        HistoryEntry.State.INCOMPLETE,
        ResultHistory.read(List.of(result.path().getParent()), Set.of()).getFirst().state());

    ILaunchConfigurationWorkingCopy resume = configuration(Map.of(), "1");
    LaunchSettings.standard(new Subject.UnfinishedResult(result.path().toString())).write(resume);
    ExperimentProgress resumed =
        await(RunningExperiment.of(launch(resume)).getFirst(), p -> p.state().isFinal());
    assertEquals(State.COMPLETED, resumed.state(), () -> resumed.message().orElse(""));
    assertEquals(
        List.of(1, 2, 3), result.samples().stream().map(sample -> sample.run()).sorted().toList());
  }

  @Test
  void whatCannotBeLaunchedSaysWhyAndStartsNoProcess() throws Exception {
    assertStatus(
        LaunchingStatus.NO_MODEL, new Subject.ModelFile(" "), "choose a GGUF file", "No model");
    assertStatus(
        LaunchingStatus.MISSING_FILE,
        new Subject.ModelFile(folder.resolve("gone.gguf").toString()),
        "gone.gguf",
        "does not exist");
    assertStatus(
        LaunchingStatus.BAD_LOCATION,
        new Subject.ModelFile("${workspace_loc:/nowhere/a.gguf}"),
        "${workspace_loc:/nowhere/a.gguf}",
        "cannot be used");
    Path bad =
        Files.writeString(folder.resolve("bad.yaml"), "weightbench: 1\nsweep: {threads: 0}\n");
    assertStatus(
        LaunchingStatus.BAD_SETTINGS,
        new Subject.ExperimentFile(bad.toString()),
        "bad.yaml:2",
        "sweep.threads");
    assertStatus(
        LaunchingStatus.NO_RESULT,
        new Subject.UnfinishedResult(folder.toString()),
        folder.toString(),
        "no result folder");
  }

  private void assertStatus(LaunchingStatus expected, Subject subject, String... words)
      throws Exception {
    ILaunchConfigurationWorkingCopy configuration = configuration(Map.of(), "1");
    LaunchSettings.standard(subject).write(configuration);
    CoreException failure = assertThrows(CoreException.class, () -> launch(configuration));
    assertEquals(expected.code(), failure.getStatus().getCode());
    for (String word : words) {
      assertTrue(failure.getStatus().getMessage().contains(word), failure.getStatus().getMessage());
    }
    for (ILaunch launch : DebugPlugin.getDefault().getLaunchManager().getLaunches()) {
      assertEquals(0, launch.getProcesses().length);
    }
  }

  private ILaunchConfigurationWorkingCopy configuration(
      Map<String, String> sweep, String repetitions) throws Exception {
    Path model = folder.resolve(Fixtures.STORIES_F32.fileName());
    if (!Files.exists(model)) {
      Fixtures.STORIES_F32.copyTo(folder);
    }
    ILaunchConfigurationWorkingCopy configuration =
        DebugPlugin.getDefault()
            .getLaunchManager()
            .getLaunchConfigurationType(LaunchSettings.TYPE)
            .newInstance(null, "launch test");
    LaunchSettings.standard(new Subject.ModelFile(model.toString()))
        .withSweep(sweep, repetitions, "1")
        .withOutput(folder.resolve("results").toString())
        .write(configuration);
    return configuration;
  }

  private static ILaunch launch(ILaunchConfigurationWorkingCopy configuration)
      throws CoreException {
    return configuration.launch(ILaunchManager.RUN_MODE, new NullProgressMonitor(), false, true);
  }

  private static ExperimentProgress await(
      RunningExperiment experiment, Predicate<ExperimentProgress> wanted)
      throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    ExperimentListener listener =
        (_, progress) -> {
          if (wanted.test(progress)) {
            reached.countDown();
          }
        };
    experiment.addListener(listener);
    try {
      if (!wanted.test(experiment.progress())) {
        assertTrue(
            reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS),
            () -> experiment.progress().toString());
      }
    } finally {
      experiment.removeListener(listener);
    }
    assertFalse(experiment.progress().equals(ExperimentProgress.START));
    return experiment.progress();
  }
}
