package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentProgress.State;
import org.weightbench.testing.Fixtures;

/** Launches real experiments on a real model. */
final class LaunchTest {
  private static final long PATIENCE_SECONDS = 240;

  private final LeftRunners runners = new LeftRunners(launchManager());

  @TempDir private Path folder;

  @AfterEach
  void removeLaunches() {
    ILaunchManager launches = launchManager();
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
    String shown = shown(configuration);
    assertTrue(shown.contains(RunnerCommand.MAIN_CLASS), shown);
    assertTrue(shown.contains("--output " + folder.resolve("results")), shown);
    LaunchSettings.read(configuration)
        .withRunner(new RunnerSettings("", "2 GiB", ""))
        .write(configuration);
    assertTrue(shown(configuration).contains(" -Xmx2097152k "), shown(configuration));
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
  void severalModelsAreLoadedOneAfterTheOtherEachInALaunchOfItsOwn() throws Exception {
    Path first = Fixtures.STORIES_F32.copyTo(folder);
    Path second = Files.copy(first, folder.resolve("second.gguf"));
    ILaunchConfigurationWorkingCopy configuration = oneLoadOfEach(first, second);
    assertEquals(2, shown(configuration).lines().count());

    ILaunch launch = launch(configuration);
    ILaunch queued = LaunchQueue.waiting(launchManager()).getFirst();
    assertEquals("launch test - second", LaunchQueue.label(queued));
    ExperimentProgress firstEnd =
        await(RunningExperiment.of(launch).getFirst(), progress -> progress.state().isFinal());
    RunningExperiment next = started(queued);
    ExperimentProgress secondEnd = await(next, progress -> progress.state().isFinal());
    assertEquals(State.COMPLETED, firstEnd.state());
    assertEquals(State.COMPLETED, secondEnd.state());
    assertEquals(new ModelSource.ModelFile(first), model(firstEnd));
    assertEquals(new ModelSource.ModelFile(second), model(secondEnd));
  }

  private static ModelSource model(ExperimentProgress end) throws IOException {
    return ResultFolder.open(end.folder().orElseThrow()).definition().model();
  }

  @Test
  void shardsOfOneModelAreLoadedOnce() throws Exception {
    List<String> shards =
        List.of(
            Files.createFile(folder.resolve("m-00001-of-00002.gguf")).toString(),
            Files.createFile(folder.resolve("m-00002-of-00002.gguf")).toString());
    ILaunchConfigurationWorkingCopy configuration = configuration(Map.of(), "1");
    LaunchSettings.read(configuration).withSubject(new Subject.Models(shards)).write(configuration);
    String shown = shown(configuration);
    assertEquals(1, shown.lines().count());
  }

  @Test
  void whatLeavesTheQueueIsNotStarted() throws Exception {
    Path first = Fixtures.STORIES_F32.copyTo(folder);
    Path second = Files.copy(first, folder.resolve("second.gguf"));
    ILaunch launch = launch(oneLoadOfEach(first, second));
    ILaunch queued = LaunchQueue.waiting(launchManager()).getFirst();
    Job waiting = Job.getJobManager().find(QueuedLaunch.FAMILY)[0];
    LaunchQueue.leave(launchManager(), queued);
    assertTrue(
        waiting.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), new NullProgressMonitor()));
    assertEquals(0, queued.getProcesses().length);
    await(RunningExperiment.of(launch).getFirst(), progress -> progress.state().isFinal());
  }

  private ILaunchConfigurationWorkingCopy oneLoadOfEach(Path... models) throws Exception {
    ILaunchConfigurationWorkingCopy configuration =
        configuration(Map.of("strategy", "read", "cache", "warm"), "1");
    LaunchSettings.read(configuration)
        .withSubject(new Subject.Models(Stream.of(models).map(Path::toString).toList()))
        .write(configuration);
    return configuration;
  }

  private static String shown(ILaunchConfigurationWorkingCopy configuration) throws CoreException {
    return new LoadExperimentDelegate()
        .showCommandLine(configuration, ILaunchManager.RUN_MODE, null, new NullProgressMonitor());
  }

  private static ILaunchManager launchManager() {
    return DebugPlugin.getDefault().getLaunchManager();
  }

  private static RunningExperiment started(ILaunch launch) throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    try (ExperimentTracker _ =
        new ExperimentTracker(
            launchManager(),
            (experiment, _) -> {
              if (RunningExperiment.of(launch).contains(experiment)) {
                started.countDown();
              }
            })) {
      assertTrue(
          !RunningExperiment.of(launch).isEmpty()
              || started.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return RunningExperiment.of(launch).getFirst();
  }

  @Test
  void aRunnerThatIsLeftRunningIsFollowedAgainFromItsBeginning() throws Exception {
    ILaunch launch = launch(configuration(Map.of("strategy", "read", "cache", "warm"), "3"));
    RunningExperiment experiment = RunningExperiment.of(launch).getFirst();
    await(experiment, progress -> progress.done() > 0);
    assertEquals(List.of(experiment), runners.running());
    leaveAll();
    launch.terminate();
    assertFalse(experiment.progress().state().isFinal());

    runners.pickUp();
    RunningExperiment again = runners.running().getFirst();
    assertEquals("launch test", again.label());
    ExperimentProgress end = await(again, progress -> progress.state().isFinal());
    assertEquals(State.COMPLETED, end.state(), () -> end.message().orElse(""));
    assertEquals(3, again.cells().samples().size());
    assertEquals(3, ResultFolder.open(end.folder().orElseThrow()).samples().size());
    awaitForgotten();
  }

  @Test
  void aRunnerThatEndedUnseenIsShownAsFinishedOnce() throws Exception {
    ILaunch launch = launch(configuration(Map.of("strategy", "read", "cache", "warm"), "1"));
    await(RunningExperiment.of(launch).getFirst(), progress -> progress.folder().isPresent());
    ProcessHandle runner = runner();
    leaveAll();
    runner.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    runners.pickUp();
    RunningExperiment again = only();
    ExperimentProgress end = await(again, progress -> progress.state().isFinal());
    assertEquals(State.COMPLETED, end.state(), () -> end.message().orElse(""));
    assertEquals(1, again.cells().samples().size());
    awaitForgotten();
  }

  @Test
  void aRunnerThatWasLeftRunningCanBeStopped() throws Exception {
    ILaunch launch = launch(configuration(Map.of("strategy", "read", "cache", "warm"), "50"));
    await(RunningExperiment.of(launch).getFirst(), progress -> progress.done() > 0);
    leaveAll();
    runners.pickUp();
    RunningExperiment again = only();
    await(again, progress -> progress.done() > 0);
    again.stop();
    ExperimentProgress end = await(again, progress -> progress.state().isFinal());
    assertEquals(State.INTERRUPTED, end.state());
    assertTrue(end.message().orElse("").contains("--resume"), end.toString());
    awaitForgotten();
  }

  @Test
  void runnersThatAreStoppedAtTheEndOfASessionAreNotFoundInTheNextOne() throws Exception {
    ILaunch launch = launch(configuration(Map.of("strategy", "read", "cache", "warm"), "50"));
    await(RunningExperiment.of(launch).getFirst(), progress -> progress.done() > 0);
    ProcessHandle runner = runner();
    runners.stopAll();
    runner.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    removeLaunches();
    runners.pickUp();
    assertEquals(0, launchManager().getLaunches().length);
  }

  private void leaveAll() {
    runners.leaveAll();
    removeLaunches();
  }

  private static RunningExperiment only() {
    ILaunch[] launches = launchManager().getLaunches();
    assertEquals(1, launches.length);
    return RunningExperiment.of(launches[0]).getFirst();
  }

  private static ProcessHandle runner() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process -> process.info().commandLine().orElse("").contains(RunnerCommand.MAIN_CLASS))
        .findFirst()
        .orElseThrow();
  }

  /** The record goes after the end was told. */
  private static void awaitForgotten() throws Exception {
    Path root = RunnerLaunch.runs();
    try (WatchService changes = root.getFileSystem().newWatchService()) {
      root.register(changes, StandardWatchEventKinds.ENTRY_DELETE);
      while (!runs().isEmpty()) {
        WatchKey change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(change, () -> "left: " + root);
        change.reset();
      }
    }
  }

  private static List<Path> runs() throws IOException {
    try (Stream<Path> runs = Files.list(RunnerLaunch.runs())) {
      return runs.toList();
    }
  }

  @Test
  void whatCannotBeLaunchedSaysWhyAndStartsNoProcess() throws Exception {
    assertStatus(
        LaunchingStatus.NO_MODEL, new Subject.Models(" "), "choose a GGUF file", "No model");
    assertStatus(
        LaunchingStatus.MISSING_FILE,
        new Subject.Models(folder.resolve("gone.gguf").toString()),
        "gone.gguf",
        "does not exist");
    assertStatus(
        LaunchingStatus.BAD_LOCATION,
        new Subject.Models("${workspace_loc:/nowhere/a.gguf}"),
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
    for (ILaunch launch : launchManager().getLaunches()) {
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
    LaunchSettings.standard(new Subject.Models(model.toString()))
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
