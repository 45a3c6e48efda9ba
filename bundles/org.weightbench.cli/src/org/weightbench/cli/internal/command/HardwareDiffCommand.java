package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.CeilingTable;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.hardware.Difference;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.ceiling.CeilingDifference;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two machines. */
@CommandLine.Command(
    name = "diff",
    description = "Show in what two machines, or one at two times, differ.",
    footer = {
      "",
      "A and B are result folders, files of 'hardware --json', machine.json or ceilings.json files,"
          + " or",
      "'live': this machine, with the ceilings that were last measured on the current folder's file"
          + " system.",
      "",
      "Examples:",
      "  weightbench hardware diff weightbench-results/a weightbench-results/b",
      "  weightbench hardware diff server.json live"
    })
final class HardwareDiffCommand extends Command {
  @Parameters(index = "0", paramLabel = "A", description = "The first machine.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "The second machine.")
  private String second = "";

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  HardwareDiffCommand(Console console) {
    super(console);
  }

  /** What differs, as it is written in JSON. */
  private record Report(List<Difference> machine, List<CeilingDifference> ceilings) {}

  @Override
  public Integer call() throws IOException, CommandFailure {
    HardwareSource a = HardwareSource.read(first);
    HardwareSource b = HardwareSource.read(second);
    List<Difference> machines =
        a.machine().isPresent() && b.machine().isPresent()
            ? Machine.differences(a.machine().get(), b.machine().get())
            : List.of();
    List<CeilingDifference> ceilings =
        a.ceilings().isPresent() && b.ceilings().isPresent()
            ? CeilingDifference.between(a.ceilings().get(), b.ceilings().get())
            : List.of();
    if (json) {
      console().out().print(new JsonText().write(new Report(machines, ceilings)));
      return ExitCodes.DONE;
    }
    List<String> lines = new ArrayList<>();
    if (a.machine().isEmpty() || b.machine().isEmpty()) {
      lines.add("No inventories to compare: " + absent(a.machine().isEmpty()) + " has none.");
    } else if (machines.isEmpty()) {
      lines.add("Both are the same machine in every field.");
    } else {
      lines.addAll(
          TextTable.of(
                  List.of(Heading.words("Field"), Heading.words("First"), Heading.words("Second")),
                  machines,
                  d -> List.of(d.title(), d.first(), d.second()))
              .lines(OptionalInt.empty()));
    }
    lines.add("");
    if (a.ceilings().isEmpty() || b.ceilings().isEmpty()) {
      lines.add(
          "No ceilings to compare: "
              + absent(a.ceilings().isEmpty())
              + " has none; 'hardware --measure' measures them.");
    } else {
      lines.addAll(CeilingTable.differences(ceilings));
    }
    lines.forEach(console().out()::println);
    return ExitCodes.DONE;
  }

  private String absent(boolean isFirst) {
    return isFirst ? first : second;
  }
}
