package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.util.List;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Quantities;
import picocli.CommandLine;

/** Lists the profiles there are. */
@CommandLine.Command(name = "list", description = "List profiles.")
final class ProfileList extends ProfileAction {

  ProfileList(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    TextTable table =
        TextTable.of(
            List.of(
                Heading.words("Profile"),
                Heading.words("Saved"),
                Heading.words("Model"),
                Heading.number("Load time"),
                Heading.words("Settings")),
            store().list(),
            profile ->
                List.of(
                    profile.name(),
                    profile.savedAt(),
                    profile.support().modelName(),
                    Quantities.duration(profile.support().medianSeconds() * 1e9),
                    profile.cell().id()));
    table.lines(console().outputColumns()).forEach(console().out()::println);
    return ExitCodes.DONE;
  }
}
