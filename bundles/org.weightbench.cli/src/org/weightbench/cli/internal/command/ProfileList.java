package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.util.List;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.tuning.ProfileStore;
import picocli.CommandLine;

/** Lists the profiles there are. */
@CommandLine.Command(name = "list", description = "List profiles.")
final class ProfileList extends ProfileAction {

  ProfileList(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    ProfileStore.Listing listing = store().list();
    listing.problems().forEach(console().err()::println);
    if (listing.profiles().isEmpty()) {
      console()
          .err()
          .println(
              "there is no profile in "
                  + store().folder()
                  + "; 'weightbench tune' and 'weightbench profile save' make some");
      return listing.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
    TextTable table =
        TextTable.of(
            List.of(
                Heading.words("Profile"),
                Heading.words("Saved"),
                Heading.words("Model"),
                Heading.number("Load time"),
                Heading.words("Settings")),
            listing.profiles(),
            profile ->
                List.of(
                    profile.name(),
                    profile.savedAt(),
                    profile.support().modelName(),
                    ProfileAction.loadTime(profile),
                    profile.cell().id()));
    table.lines(console().outputColumns()).forEach(console().out()::println);
    return listing.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
