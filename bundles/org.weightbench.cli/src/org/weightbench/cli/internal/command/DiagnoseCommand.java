package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.GgufModel;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.load.Deliver;
import org.weightbench.load.TensorSelection;
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
      "For a model, ceilings and a small experiment are measured, which takes two minutes at most:"
          + " of a",
      "model that takes longer to load, or has little room in memory, the first part is loaded,"
          + " from storage",
      "alone. Findings are ranked by the time that their remedy would save.",
      "",
      "Examples:",
      "  weightbench diagnose model.gguf",
      "  weightbench diagnose model.gguf --deliver f32",
      "  weightbench diagnose weightbench-results/quickstart-20261124-152200 --json"
    })
final class DiagnoseCommand extends Command {
  private static final int REPETITIONS = 2;
  private static final Duration BUDGET = Duration.ofSeconds(50);

  /** So long a load may take that all of them, and what verifies them, fit into the time. */
  private static final double MOST_SECONDS = 2;

  private static final double ASSUMED_RATE = 100e6;

  /** A load may fill a third of the memory; floats take up to eight times the stored bytes. */
  private static final int SHARE_OF_MEMORY = 3;

  private static final int SHARE_FOR_FLOATS = 8 * SHARE_OF_MEMORY;
  private static final String NAME = "diagnosis";
  private static final int MEBI_BITS = 20;

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
    Deliver form = form();
    long bytes = tensorBytes();
    Ceilings ceilings;
    try (CeilingConsole progress = new CeilingConsole(console())) {
      ceilings = new CeilingRun().fresh(subject, progress);
    }
    long most = mostBytes(form, ceilings);
    TensorSelection part =
        bytes <= most
            ? TensorSelection.ALL
            : TensorSelection.of("first=" + Math.max(1, most >> MEBI_BITS) + "MiB");
    StopSignal stop = console().interruption().listen();
    RunResult result =
        new ExperimentRunner(RunProgress.on(console()), stop).start(quick(form, part), output);
    Optional<ResultFolder> folder = result.folder();
    if (result.outcome() != Outcome.COMPLETED || folder.isEmpty()) {
      return result.exitCode();
    }
    Path report = HtmlReport.write(Result.read(folder.get()));
    show(folder.get());
    if (!part.equals(TensorSelection.ALL)) {
      console()
          .err()
          .println(
              "Judged by loads of a part, tensors "
                  + part
                  + " of "
                  + Quantities.bytes(bytes)
                  + ": times are of that part.");
    }
    console().err().println("Result: " + folder.get().path());
    console().err().println("Report: " + report);
    return ExitCodes.DONE;
  }

  private Deliver form() {
    return Axes.DELIVER
        .parser()
        .apply(deliver)
        .orElseThrow(
            () -> usage("--deliver: found '" + deliver + "', expected " + Axes.DELIVER.expected()));
  }

  private long tensorBytes() throws IOException {
    try (GgufModel model = GgufModel.open(subject.toAbsolutePath().normalize())) {
      return model.tensorBytes();
    }
  }

  /** Returns how much can be loaded in the time and in memory. */
  private static long mostBytes(Deliver form, Ceilings ceilings) {
    double rate =
        Stream.of(CeilingKind.SEQUENTIAL_DIRECT, CeilingKind.SEQUENTIAL_COLD)
            .flatMap(kind -> ceilings.of(kind).stream())
            .mapToDouble(Ceiling::median)
            .max()
            .orElse(ASSUMED_RATE);
    Machine machine = MachineInventory.read(List.of());
    long memory =
        Math.min(
            machine.memory().availableBytes().orElse(Long.MAX_VALUE),
            machine.limits().memoryBytes().orElse(Long.MAX_VALUE));
    int share = form.floats().isPresent() ? SHARE_FOR_FLOATS : SHARE_OF_MEMORY;
    return (long) Math.min(rate * MOST_SECONDS, (double) memory / share);
  }

  private ExperimentDefinition quick(Deliver form, TensorSelection part) {
    return new ExperimentDefinition(
            NAME,
            new ModelFile(subject.toAbsolutePath().normalize()),
            Map.of(
                Axes.STRATEGY.name(),
                List.of("mmap", "read", "direct"),
                Axes.DELIVER.name(),
                List.of(form.label()),
                Axes.CACHE.name(),
                part.equals(TensorSelection.ALL)
                    ? List.of(CacheState.COLD.label(), CacheState.WARM.label())
                    : List.of(CacheState.COLD.label()),
                Axes.TENSORS.name(),
                List.of(part.text())),
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
