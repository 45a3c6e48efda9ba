package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.cli.internal.CeilingConsole;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.RunProgress;
import org.weightbench.cli.internal.report.HtmlReport;
import org.weightbench.cli.internal.table.FindingsText;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.load.Deliver;
import org.weightbench.runner.CeilingRun;
import org.weightbench.runner.ExperimentRunner;
import org.weightbench.runner.RunResult;
import org.weightbench.runner.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why loads are slow. */
@CommandLine.Command(
    name = "diagnose",
    sortOptions = false,
    footer = {
      "",
      "For a model, it is read once for reference; then ceilings and a small experiment are"
          + " measured, which",
      "takes two minutes at most. Findings are ranked by the time that their remedy would save.",
      "",
      "Examples:",
      "  weightbench diagnose model.gguf",
      "  weightbench diagnose model.gguf --deliver f32",
      "  weightbench diagnose weightbench-results/quickstart-20261124-152200 --json"
    })
final class DiagnoseCommand extends Command {
  private static final int REPETITIONS = 2;
  private static final Duration BUDGET = Duration.ofSeconds(60);
  private static final String NAME = "diagnosis";

  @Parameters(
      paramLabel = "MODEL|RESULT",
      description = "Model, or any shard of it; or the result folder of a run.")
  private Path subject = Path.of("");

  @Option(
      names = "--deliver",
      paramLabel = "FORM",
      defaultValue = "copied",
      description = "For a model: what 'loaded' means (default: ${DEFAULT-VALUE}).")
  private String deliver = Deliver.COPIED.label();

  @Option(
      names = "--output",
      paramLabel = "ROOT",
      description = "For a model: folder that holds result folders (default: weightbench-results).")
  private Path output = Path.of("weightbench-results");

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  DiagnoseCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if (ResultFolder.isResultFolder(subject)) {
      show(ResultFolder.open(subject));
      return ExitCodes.DONE;
    }
    try (CeilingConsole progress = new CeilingConsole(console())) {
      new CeilingRun().fresh(subject, progress);
    }
    StopSignal stop = console().interruption().listen();
    RunResult result = new ExperimentRunner(RunProgress.on(console()), stop).start(quick(), output);
    Optional<ResultFolder> folder = result.folder();
    if (result.outcome() != Outcome.COMPLETED || folder.isEmpty()) {
      return result.exitCode();
    }
    Path report = HtmlReport.write(Result.read(folder.get()));
    show(folder.get());
    console().err().println("Result: " + folder.get().path());
    console().err().println("Report: " + report);
    return ExitCodes.DONE;
  }

  private ExperimentDefinition quick() {
    String form =
        Axes.DELIVER
            .canonical(deliver)
            .orElseThrow(
                () ->
                    usage(
                        "--deliver: found '" + deliver + "', expected " + Axes.DELIVER.expected()));
    return new ExperimentDefinition(
            NAME,
            new ModelFile(subject.toAbsolutePath().normalize()),
            Map.of(
                Axes.STRATEGY.name(),
                List.of("mmap", "read", "direct"),
                Axes.DELIVER.name(),
                List.of(form),
                Axes.CACHE.name(),
                List.of(CacheState.COLD.label(), CacheState.WARM.label())),
            REPETITIONS,
            ExperimentDefinition.STANDARD_SEED)
        .withEffort(REPETITIONS, Optional.empty(), Optional.of(BUDGET));
  }

  private void show(ResultFolder folder) throws IOException {
    Diagnosis diagnosis = Diagnosis.read(folder);
    if (json) {
      console().out().print(FindingsText.json(diagnosis));
    } else {
      FindingsText.lines(diagnosis).forEach(console().out()::println);
    }
    console().out().flush();
  }
}
