package org.weightbench.launching;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.debug.core.model.LaunchConfigurationDelegate;
import org.eclipse.osgi.util.NLS;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.internal.RunnerProcess;

/** Runs a configuration of type {@link LaunchSettings#TYPE}, or tells the command that would. */
public final class LoadExperimentDelegate extends LaunchConfigurationDelegate {
  private static final long TURN_CHECK_NANOS = 100_000_000;
  private static final String PROCESS_TYPE = "org.weightbench.launching.runner";

  @Override
  public boolean buildForLaunch(
      ILaunchConfiguration configuration, String mode, IProgressMonitor monitor) {
    return false;
  }

  @Override
  public void launch(
      ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
      throws CoreException {
    SubMonitor progress = SubMonitor.convert(monitor, Messages.delegate_preparing, 2);
    RunnerCommand.Task task = task(configuration);
    progress.worked(1);
    List<String> line = command(configuration, task).line();
    awaitTurn(launch, progress);
    if (progress.isCanceled()) {
      return;
    }
    Process process = DebugPlugin.exec(line.toArray(String[]::new), null);
    RunningExperiment experiment =
        new RunningExperiment(configuration.getName(), () -> terminate(launch));
    experiment.addListener(new ResultsRefresh(configuration.getName()));
    experiment.addListener(new KnownRoots());
    RunnerProcess runner =
        new RunnerProcess(
            launch,
            process,
            NLS.bind(Messages.process_label, configuration.getName()),
            Map.of(
                IProcess.ATTR_PROCESS_TYPE,
                PROCESS_TYPE,
                IProcess.ATTR_CMDLINE,
                rendered(line),
                DebugPlugin.ATTR_LAUNCH_TIMESTAMP,
                String.valueOf(System.currentTimeMillis())),
            experiment);
    new ExperimentJob(experiment, runner::terminate).schedule();
    progress.worked(1);
  }

  @Override
  public String showCommandLine(
      ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
      throws CoreException {
    return rendered(command(configuration, task(configuration)).line());
  }

  private static String rendered(List<String> line) {
    return DebugPlugin.renderArguments(line.toArray(String[]::new), null);
  }

  /**
   * Experiments that ran side by side would disturb each other: each waits until those that were
   * launched before it are done. Only a launch in the background can wait.
   */
  private static void awaitTurn(ILaunch own, IProgressMonitor monitor) {
    if (Job.getJobManager().currentJob() == null) {
      return;
    }
    Optional<RunningExperiment> before = firstBefore(own);
    while (before.isPresent() && !monitor.isCanceled()) {
      monitor.subTask(NLS.bind(Messages.delegate_waiting, before.get().label()));
      LockSupport.parkNanos(TURN_CHECK_NANOS);
      before = firstBefore(own);
    }
  }

  private static Optional<RunningExperiment> firstBefore(ILaunch own) {
    return Stream.of(DebugPlugin.getDefault().getLaunchManager().getLaunches())
        .takeWhile(launch -> launch != own)
        .flatMap(launch -> RunningExperiment.of(launch).stream())
        .filter(experiment -> !experiment.progress().state().isFinal())
        .findFirst();
  }

  private static void terminate(ILaunch launch) {
    for (IProcess process : launch.getProcesses()) {
      try {
        process.terminate();
      } catch (DebugException e) {
        ILog.of(LoadExperimentDelegate.class).log(e.getStatus());
      }
    }
  }

  private static RunnerCommand command(ILaunchConfiguration configuration, RunnerCommand.Task task)
      throws CoreException {
    RunnerSettings settings = LaunchSettings.read(configuration).runner();
    Bundle own = FrameworkUtil.getBundle(LoadExperimentDelegate.class);
    Path ownJava = Path.of(System.getProperty("java.home"));
    return new RunnerCommand(
        settings.javaHome().isBlank()
            ? JavaHomes.usual(ownJava, System.getenv()).java()
            : JavaHomes.java(Locations.resolve(settings.javaHome())),
        RunnerClassPath.of(own.getBundleContext()),
        List.of(DebugPlugin.parseArguments(settings.javaArguments())),
        task);
  }

  private static RunnerCommand.Task task(ILaunchConfiguration configuration) throws CoreException {
    LaunchSettings settings = LaunchSettings.read(configuration);
    return switch (settings.subject()) {
      case Subject.ExperimentFile(String location) -> {
        Path file = existing(location, LaunchingStatus::noExperiment);
        yield new RunnerCommand.Task.Run(checked(file), output(settings, file));
      }
      case Subject.ModelFile(String location) -> {
        Path file = existing(location, LaunchingStatus::noModel);
        if (settings.problem().isPresent()) {
          throw LaunchingStatus.badSettings(settings.problem().get());
        }
        yield new RunnerCommand.Task.Run(
            written(settings.definition(configuration.getName(), file)), output(settings, file));
      }
      case Subject.UnfinishedResult(String location) ->
          new RunnerCommand.Task.Resume(resultFolder(location));
    };
  }

  private static Path output(LaunchSettings settings, Path file) throws CoreException {
    return settings.output().isBlank()
        ? Locations.resultsOf(file)
        : Locations.resolve(settings.output());
  }

  private static Path existing(String location, Supplier<CoreException> notNamed)
      throws CoreException {
    if (location.isBlank()) {
      throw notNamed.get();
    }
    Path file = Locations.resolve(location);
    if (!Files.isRegularFile(file)) {
      throw LaunchingStatus.missingFile(file);
    }
    return file;
  }

  private static Path resultFolder(String location) throws CoreException {
    if (location.isBlank()) {
      throw LaunchingStatus.noResult(Messages.status_noResult);
    }
    try {
      return ResultFolder.open(Locations.resolve(location)).path();
    } catch (IOException e) {
      throw LaunchingStatus.noResult(e.getMessage());
    }
  }

  private static Path checked(Path experimentFile) throws CoreException {
    try {
      ExperimentFile.read(experimentFile);
      return experimentFile;
    } catch (IOException e) {
      throw LaunchingStatus.badSettings(e.getMessage());
    }
  }

  /**
   * The name tells the content, so that launches one after the other never change a file in use.
   */
  private static Path written(ExperimentDefinition definition) throws CoreException {
    String text = ExperimentFile.write(definition);
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    String suffix = HexFormat.of().toHexDigits((int) checksum.getValue());
    Path file =
        Platform.getStateLocation(FrameworkUtil.getBundle(LoadExperimentDelegate.class))
            .toPath()
            .resolve(definition.name().replace(' ', '-') + "-" + suffix + ".experiment.yaml");
    try {
      Files.createDirectories(file.getParent());
      ResultFolder.writeWhole(file, text);
      return file;
    } catch (IOException e) {
      throw LaunchingStatus.cannotWrite(file, e);
    }
  }
}
