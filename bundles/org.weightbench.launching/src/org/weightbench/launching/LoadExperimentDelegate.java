package org.weightbench.launching;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.Launch;
import org.eclipse.debug.core.model.LaunchConfigurationDelegate;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.GgufModel;

/** Runs a configuration of type {@link LaunchSettings#TYPE}, or tells the command that would. */
public final class LoadExperimentDelegate extends LaunchConfigurationDelegate {
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
    List<Order> orders = orders(configuration);
    progress.worked(1);
    LaunchQueue.name(launch, orders.getFirst().label());
    orders.stream().skip(1).forEach(order -> queue(configuration, mode, order));
    boolean waits = Job.getJobManager().currentJob() != null && LaunchQueue.holds(launch);
    if (!waits || LaunchQueue.await(launch, progress)) {
      RunnerLaunch.start(launch, orders.getFirst().label(), orders.getFirst().line());
    }
    progress.worked(1);
  }

  /** Each has a launch of its own, so that it is seen and stopped as any other. */
  private static void queue(ILaunchConfiguration configuration, String mode, Order order) {
    ILaunch launch = new Launch(configuration, mode, null);
    LaunchQueue.name(launch, order.label());
    DebugPlugin.getDefault().getLaunchManager().addLaunch(launch);
    new QueuedLaunch(launch, order.label(), order.line()).schedule();
  }

  @Override
  public String showCommandLine(
      ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
      throws CoreException {
    return orders(configuration).stream()
        .map(order -> DebugPlugin.renderArguments(order.line().toArray(String[]::new), null))
        .collect(Collectors.joining("\n"));
  }

  /**
   * One experiment of a configuration.
   *
   * @param label name for people
   * @param line command that runs it
   */
  private record Order(String label, List<String> line) {}

  private static List<Order> orders(ILaunchConfiguration configuration) throws CoreException {
    List<Order> orders = new ArrayList<>();
    for (Map.Entry<String, RunnerCommand.Task> task : tasks(configuration).entrySet()) {
      orders.add(new Order(task.getKey(), command(configuration, task.getValue()).line()));
    }
    return orders;
  }

  private static RunnerCommand command(ILaunchConfiguration configuration, RunnerCommand.Task task)
      throws CoreException {
    RunnerSettings settings = LaunchSettings.read(configuration).runner();
    Optional<String> problem = settings.problem();
    if (problem.isPresent()) {
      throw LaunchingStatus.badSettings(problem.get());
    }
    Bundle own = FrameworkUtil.getBundle(LoadExperimentDelegate.class);
    Path ownJava = Path.of(System.getProperty("java.home"));
    return new RunnerCommand(
        settings.javaHome().isBlank()
            ? JavaHomes.usual(ownJava, System.getenv()).java()
            : JavaHomes.java(Locations.resolve(settings.javaHome())),
        RunnerClassPath.of(own.getBundleContext()),
        settings.options(),
        task);
  }

  /** Returns what is run, in this order, by the name for people. */
  private static Map<String, RunnerCommand.Task> tasks(ILaunchConfiguration configuration)
      throws CoreException {
    LaunchSettings settings = LaunchSettings.read(configuration);
    String name = configuration.getName();
    return switch (settings.subject()) {
      case Subject.ExperimentFile(String location) -> {
        Path file = existing(location, LaunchingStatus::noExperiment);
        yield Map.of(name, new RunnerCommand.Task.Run(checked(file), output(settings, file)));
      }
      case Subject.Models models -> tasks(settings, name, models(models));
      case Subject.UnfinishedResult(String location) ->
          Map.of(name, new RunnerCommand.Task.Resume(resultFolder(location)));
    };
  }

  private static Map<String, RunnerCommand.Task> tasks(
      LaunchSettings settings, String name, List<Path> models) throws CoreException {
    Optional<String> problem = settings.problem();
    if (problem.isPresent()) {
      throw LaunchingStatus.badSettings(problem.get());
    }
    Map<String, RunnerCommand.Task> tasks = new LinkedHashMap<>();
    for (Path model : models) {
      String label = models.size() == 1 ? name : unused(name + " - " + stem(model), tasks.keySet());
      tasks.put(
          label,
          new RunnerCommand.Task.Run(
              written(settings.definition(label, model)), output(settings, model)));
    }
    return tasks;
  }

  private static String stem(Path model) {
    return String.valueOf(model.getFileName()).replaceFirst("(?i)\\.gguf$", "");
  }

  /** Models in different folders may have the same name. */
  private static String unused(String label, Set<String> used) {
    String free = label;
    for (int next = 2; used.contains(free); next++) {
      free = label + " " + next;
    }
    return free;
  }

  /** Returns the files of the models; of a split model one, whichever shards are named. */
  private static List<Path> models(Subject.Models models) throws CoreException {
    if (models.locations().isEmpty()) {
      throw LaunchingStatus.noModel();
    }
    Map<Path, Path> byFirstShard = new LinkedHashMap<>();
    for (String location : models.locations()) {
      Path file = existing(location, LaunchingStatus::noModel);
      byFirstShard.putIfAbsent(GgufModel.files(file).getFirst(), file);
    }
    return List.copyOf(byFirstShard.values());
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
