package org.weightbench.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.runner.internal.Explain;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The runner as a process of its own. With {@code --events} its standard output is the stream of
 * {@link ExperimentEvent}s, one JSON object a line, and nothing else; without, it is the path of
 * the result folder. Standard error is for people. Exit codes: 0 done, 1 failed, 2 usage, 130
 * interrupted.
 */
@Command(
    name = "weightbench-runner",
    description = "Runs a load experiment, or goes on with one that was stopped.",
    sortOptions = false)
public final class RunnerMain implements Callable<Integer> {
  private static final String RESULTS = "weightbench-results";

  @ArgGroup(multiplicity = "1")
  private Task task = new Task();

  @Option(
      names = "--output",
      paramLabel = "ROOT",
      description = "folder that holds result folders (default: ./" + RESULTS + ")")
  private Path output = Path.of(RESULTS);

  @Option(names = "--retry-failed", description = "with --resume: measure again what failed before")
  private boolean retryFailed;

  @Option(names = "--events", description = "write events to standard output, one JSON a line")
  private boolean events;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  private boolean help;

  private RunnerMain() {}

  /** What to run: one of both. */
  private static final class Task {
    @Parameters(paramLabel = "EXPERIMENT.yaml", description = "the experiment to run")
    private @Nullable Path experiment;

    @Option(
        names = "--resume",
        paramLabel = "FOLDER",
        required = true,
        description = "the result folder to complete")
    private @Nullable Path resume;
  }

  /** Runs and ends the process. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RunnerMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
    if (events) {
      System.setOut(System.err);
    }
    ProgressPrinter printer = ProgressPrinter.onStandardError();
    Consumer<ExperimentEvent> listener =
        events ? new EventWriter(standardOutput).andThen(printer) : printer;
    StopSignal stop = new StopSignal();
    try (ShutdownStop _ = ShutdownStop.install(stop)) {
      RunResult result = run(new ExperimentRunner(listener, stop), listener);
      if (!events) {
        result.folder().ifPresent(folder -> System.out.println(folder.path()));
      }
      return result.exitCode();
    }
  }

  private RunResult run(ExperimentRunner runner, Consumer<ExperimentEvent> listener) {
    Path folder = task.resume;
    if (folder != null) {
      return runner.resume(folder, retryFailed);
    }
    ExperimentDefinition definition;
    try {
      definition = ExperimentFile.read(Objects.requireNonNull(task.experiment));
    } catch (IOException e) {
      String message = Explain.message(e);
      listener.accept(new ExperimentEvent.Finished(Outcome.FAILED, null, message));
      return new RunResult(Outcome.FAILED, Optional.empty(), message);
    }
    return runner.start(definition, output);
  }
}
