package org.weightbench.cli.internal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.gguf.DisplayText;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.Section;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the machine. */
@CommandLine.Command(
    name = "hardware",
    footer = {
      "",
      "Nothing is measured and nothing is changed.",
      "",
      "Examples:",
      "  weightbench hardware",
      "  weightbench hardware /models/llama.gguf",
      "  weightbench hardware --json > machine.json"
    })
final class HardwareCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "Models or folders whose storage is shown; the current folder's if none is named.")
  private List<Path> models = new ArrayList<>();

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  HardwareCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws CommandFailure {
    for (Path model : models) {
      if (!Files.exists(model)) {
        throw new CommandFailure(model + " does not exist");
      }
    }
    Machine machine = MachineInventory.read(models.isEmpty() ? List.of(Path.of("")) : models);
    if (json) {
      console().out().print(new JsonText().write(machine));
      return ExitCodes.DONE;
    }
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
    return ExitCodes.DONE;
  }
}
