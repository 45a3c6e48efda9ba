package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.analysis.timeline.TimelineTotals;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.FindingsText;
import org.weightbench.cli.internal.table.LiveTable;
import org.weightbench.cli.internal.table.TotalsText;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.runner.StopSignal;
import org.weightbench.runner.watch.Watch;
import org.weightbench.runner.watch.WatchTarget;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Watches another program. */
@CommandLine.Command(
    name = "watch",
    sortOptions = false,
    footer = {
      "",
      "The lines go to standard error, so that the command keeps its standard output. They show"
          + " what",
      "iostat -x and vmstat do: reads of the model's disks (MB/s, requests, their size, queue,"
          + " await in",
      "ms), processors at work (us, sy, wa), faults and memory of the program, how much of the"
          + " model",
      "is in the page cache, and how long tasks stalled for I/O, memory and processors.",
      "All is recorded as a result, which compare, report, timeline, diagnose and the workbench"
          + " open.",
      "The exit code is the command's.",
      "",
      "Examples:",
      "  weightbench watch -- llama-cli -m model.gguf -n 1",
      "  weightbench watch --interval 100ms --model model.gguf -- python load.py",
      "  weightbench watch --pid 4711"
    })
final class WatchCommand extends Command {
  private static final int LINES_UNDER_A_HEADER = 20;
  private static final Path RESULTS = Path.of("weightbench-results");

  @Option(
      names = "--pid",
      paramLabel = "N",
      description = "Watch a process that runs already, with all it starts.")
  private @Nullable Long pid;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model that it loads; without, the GGUF file that it names or has open.")
  private @Nullable Path model;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time between two lines, 10ms to 1min (default: 1s).")
  private Duration interval = Duration.ofSeconds(1);

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder that holds result folders (default: ${DEFAULT-VALUE}).")
  private Path output = RESULTS;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command to start and its arguments, after --.")
  private List<String> words = new ArrayList<>();

  WatchCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if ((pid == null) == words.isEmpty()) {
      throw usage("name a command after --, or a process by --pid, one of both");
    }
    WatchTarget target =
        words.isEmpty()
            ? new WatchTarget.Running(Objects.requireNonNull(pid))
            : new WatchTarget.Command(words);
    Watch watch = new Watch(target, Optional.ofNullable(model), interval, output);
    StopSignal stop = console().interruption().listen();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    Watch.Outcome outcome;
    try (StopSignal.Registration _ = stop.onStop(() -> stopped.complete(null))) {
      outcome = watch.run(lines(), stopped);
    }
    conclude(outcome);
    return stop.stopped() ? ExitCodes.INTERRUPTED : outcome.exitCode().orElse(ExitCodes.DONE);
  }

  private Consumer<Timeline> lines() {
    OptionalInt columns = console().errorColumns();
    LiveTable table = new LiveTable(columns);
    AtomicInteger shown = new AtomicInteger();
    return row -> {
      int line = shown.getAndIncrement();
      if (line == 0 || (console().showsErrors() && line % LINES_UNDER_A_HEADER == 0)) {
        console().err().println(table.header());
      }
      console().err().println(table.row(row));
    };
  }

  private void conclude(Watch.Outcome outcome) throws IOException {
    PrintStream err = console().err();
    err.println();
    outcome.timeline().missing().forEach(reason -> err.println("Not recorded: " + reason));
    TotalsText.lines(TimelineTotals.of(outcome.timeline())).forEach(err::println);
    Result result = Result.read(outcome.folder());
    Diagnosis diagnosis = Diagnosis.of(result, outcome.folder().ceilings());
    if (!diagnosis.findings().isEmpty()) {
      err.println();
      FindingsText.lines(diagnosis).forEach(err::println);
    }
    err.println();
    err.println("Result        " + outcome.folder().path());
  }
}
