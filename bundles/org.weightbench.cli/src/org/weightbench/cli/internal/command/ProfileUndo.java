package org.weightbench.cli.internal.command;

import java.io.IOException;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.tuning.Application;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Undoes what applying a profile changed. */
@CommandLine.Command(name = "undo", description = "Undo what applying a profile changed.")
final class ProfileUndo extends ProfileAction {
  @Parameters(paramLabel = "PROFILE", description = "Name of a profile that is applied.")
  private String name = "";

  ProfileUndo(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    restoreSystem();
    Application.undo(name, Application.standardFolder()).forEach(console().err()::println);
    console().out().println("Undone.");
    return ExitCodes.DONE;
  }
}
