package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.weightbench.cli.internal.CeilingConsole;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.CeilingTable;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.FioFile;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.Section;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.runner.CeilingRun;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the machine. */
@CommandLine.Command(
    name = "hardware",
    sortOptions = false,
    footer = {
      "",
      "Without --measure nothing is measured and nothing is changed. With it, ceilings are measured"
          + " for",
      "under a minute: the first model is read, and dropped from the page cache; in a folder a"
          + " scratch file",
      "is written, read and deleted. They are kept for runs and predictions of the next half hour.",
      "",
      "Examples:",
      "  weightbench hardware",
      "  weightbench hardware /models/llama.gguf --measure",
      "  weightbench hardware /models --measure --types all",
      "  weightbench hardware /models/llama.gguf --import-fio fio.json",
      "  weightbench hardware --json > machine.json",
      "  weightbench hardware diff machine.json live"
    })
final class HardwareCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "Models or folders whose storage is shown; the current folder's if none is named.")
  private List<Path> models = new ArrayList<>();

  @Option(names = "--measure", description = "Measure what the machine can do at best, too.")
  private boolean measure;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "45",
      description = "About how long to measure (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--types",
      paramLabel = "TYPE,…|all",
      split = ",",
      description =
          "Tensor types whose dequantizing is measured (default: the model's, or all without a"
              + " model).")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--import-fio",
      paramLabel = "FILE",
      description =
          "Take ceilings from what 'fio --output-format=json' wrote, and keep them for the first"
              + " model's file system.")
  private @Nullable Path fio;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  HardwareCommand(Console console) {
    super(console);
  }

  /** What is written in JSON when ceilings are measured. */
  private record Report(Machine machine, Ceilings ceilings) {}

  @Override
  CommandSpec spec() {
    return super.spec()
        .addSubcommand("diff", new CommandLine(new HardwareDiffCommand(console()).spec()));
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    for (Path model : models) {
      if (!Files.exists(model)) {
        throw new CommandFailure(model + " does not exist");
      }
    }
    List<Path> paths = models.isEmpty() ? List.of(Path.of("")) : models;
    Machine machine = MachineInventory.read(paths);
    if (measure && fio != null) {
      throw usage("--measure and --import-fio both give ceilings; choose one");
    }
    Set<TensorType> asked = askedTypes();
    if (!measure && fio == null) {
      if (json) {
        console().out().print(new JsonText().write(machine));
      } else {
        print(machine);
      }
      return ExitCodes.DONE;
    }
    Path file = fio;
    Ceilings ceilings =
        file == null ? measured(paths.getFirst(), asked) : imported(file, paths.getFirst());
    if (json) {
      console().out().print(new JsonText().write(new Report(machine, ceilings)));
    } else {
      print(machine);
      console().out().println();
      CeilingTable.lines(ceilings).forEach(console().out()::println);
    }
    return ceilings.complete() || file != null ? ExitCodes.DONE : ExitCodes.INTERRUPTED;
  }

  /** What was measured here before stays, where fio has not measured the same. */
  private static Ceilings imported(Path file, Path path) throws IOException {
    CeilingStore store = CeilingStore.ofUser();
    String fileSystem = CeilingMeasurement.fileSystem(path);
    Ceilings read = FioFile.read(file, path, fileSystem);
    Ceilings kept = store.find(fileSystem).map(known -> known.with(read.ceilings())).orElse(read);
    store.save(kept);
    return kept;
  }

  private Set<TensorType> askedTypes() {
    if (types.equals(List.of("all"))) {
      return EnumSet.allOf(TensorType.class);
    }
    Set<TensorType> asked = EnumSet.noneOf(TensorType.class);
    for (String name : types) {
      asked.add(
          TensorType.byName(name.strip())
              .orElseThrow(
                  () ->
                      usage(
                          "--types: found '%s', expected all, or some of %s"
                              .formatted(name, List.of(TensorType.values())))));
    }
    return asked;
  }

  private Ceilings measured(Path path, Set<TensorType> asked) throws IOException {
    if (seconds < 1) {
      throw usage("--seconds: found " + seconds + ", expected 1 or more");
    }
    try (CeilingConsole progress = new CeilingConsole(console())) {
      return new CeilingRun().measure(path, Duration.ofSeconds(seconds), asked, progress);
    }
  }

  private void print(Machine machine) {
    String gap = "";
    for (Section section : machine.sections()) {
      console().out().println(gap + DisplayText.of(section.title()));
      int width = section.rows().stream().mapToInt(row -> row.title().length()).max().orElse(0);
      for (Section.Row row : section.rows()) {
        String padding = " ".repeat(width - row.title().length());
        console().out().println("  " + row.title() + padding + "  " + DisplayText.of(row.value()));
      }
      gap = System.lineSeparator();
    }
  }
}
