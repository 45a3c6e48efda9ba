package org.weightbench.cli.internal.command;

import java.io.IOException;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.tuning.ProfileFile;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows a profile. */
@CommandLine.Command(name = "show", description = "Show a profile as it is kept.")
final class ProfileShow extends ProfileAction {
  @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or its file.")
  private String name = "";

  ProfileShow(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    console().out().print(ProfileFile.text(store().find(name)));
    return ExitCodes.DONE;
  }
}
