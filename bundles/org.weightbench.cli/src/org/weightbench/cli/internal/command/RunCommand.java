package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.RunProgress;
import org.weightbench.cli.internal.report.HtmlReport;
import org.weightbench.cli.internal.table.ComparisonFormat;
import org.weightbench.cli.internal.table.ComparisonView;
import org.weightbench.cli.internal.table.FindingsText;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.runner.EventWriter;
import org.weightbench.runner.ExperimentRunner;
import org.weightbench.runner.RunResult;
import org.weightbench.runner.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Runs an experiment. */
@CommandLine.Command(
    name = "run",
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "LIST is one value or several with commas between them; it replaces what the file says.",
      "Progress goes to standard error. Ctrl-C leaves a folder that --resume completes.",
      "",
      "Examples:",
      "  weightbench run examples/quickstart.yaml",
      "  weightbench run model.gguf --strategy mmap,direct --threads 1,4 --repetitions 10",
      "  weightbench run model.gguf --cache cold --command 'dd if={model} of=/dev/null bs=1M'",
      "  weightbench run --resume weightbench-results/quickstart-20261124-152200",
      "  ssh server weightbench run experiment.yaml --events"
    })
final class RunCommand extends Command {
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description = "Measure what is missing in a result folder instead.")
  private @Nullable Path resume;

  @Option(
      names = "--retry-failed",
      description = "With --resume: measure again what failed before.")
  private boolean retryFailed;

  @Option(
      names = "--events",
      description = "Write events to standard output, one JSON object a line, and nothing else.")
  private boolean events;

  @Option(names = "--json", description = "Write the comparison as JSON.")
  private boolean json;

  RunCommand(Console console) {
    super(console);
  }

  @Override
  CommandSpec spec() {
    CommandSpec spec = super.spec();
    experiment.addAxisOptions(spec);
    return spec;
  }

  @Override
  public Integer call() throws IOException {
    if (events && json) {
      throw usage("--events and --json both want standard output; choose one");
    }
    if (resume != null && experiment.given()) {
      throw usage("--resume takes the experiment from the folder; leave out what else is run");
    }
    if (resume == null && retryFailed) {
      throw usage("--retry-failed goes with --resume FOLDER");
    }
    Optional<ExperimentDefinition> definition =
        resume == null ? Optional.of(experiment.definition(this)) : Optional.empty();
    StopSignal stop = console().interruption().listen();
    ExperimentRunner runner = new ExperimentRunner(listener(), stop);
    RunResult result =
        definition
            .map(asked -> runner.start(asked, experiment.output()))
            .orElseGet(() -> runner.resume(Objects.requireNonNull(resume), retryFailed));
    if (result.outcome() != Outcome.COMPLETED || result.folder().isEmpty()) {
      return result.exitCode();
    }
    return conclude(result.folder().get());
  }

  private Consumer<ExperimentEvent> listener() {
    Consumer<ExperimentEvent> printer = RunProgress.on(console());
    return events ? new EventWriter(console().out()).andThen(printer) : printer;
  }

  private int conclude(ResultFolder folder) throws IOException {
    Result result = Result.read(folder);
    Path report = HtmlReport.write(result);
    if (!events) {
      ComparisonView view = ComparisonView.of(Comparison.of(List.of(result)));
      ComparisonFormat format = json ? ComparisonFormat.JSON : ComparisonFormat.TABLE;
      console().out().print(format.write(view, console().outputColumns()));
      if (!json) {
        List<String> findings = FindingsText.headlines(Diagnosis.read(folder));
        findings.forEach(finding -> console().out().println(finding));
      }
    }
    console().out().flush();
    PrintStream where = events || json ? console().err() : console().out();
    where.println();
    where.println("Result: " + folder.path());
    where.println("Report: " + report);
    return ExitCodes.DONE;
  }
}
