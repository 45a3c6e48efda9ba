package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.os.SystemChange;
import org.weightbench.os.SystemJournal;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.TuningProfile;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the system as a profile says. */
@CommandLine.Command(
    name = "apply",
    description = "Set the system as a profile says, until it is undone.")
final class ProfileApply extends ProfileAction {
  @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or its file.")
  private String name = "";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Model whose device is set (default: the profile's).")
  private @Nullable Path model;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  ProfileApply(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    restoreSystem();
    TuningProfile profile = store().find(name);
    Path file = Optional.ofNullable(model).orElseGet(() -> Path.of(profile.support().modelPath()));
    Application application = Application.of(profile, file);
    application.missing().forEach(console().err()::println);
    if (application.changes().isEmpty()) {
      console().out().println("The system is as " + name + " says already; nothing is changed.");
      return ExitCodes.DONE;
    }
    for (SystemChange.Value change : application.changes()) {
      console()
          .err()
          .println(change.file() + ": " + change.before() + " becomes " + change.after());
    }
    if (!yes
        && !console()
            .confirms("Change this?")
            .orElseThrow(
                () -> new CommandFailure("nobody is there to ask; --yes changes this at once"))) {
      console().out().println("Nothing is changed.");
      return ExitCodes.DONE;
    }
    application.apply(Application.standardFolder(), SystemJournal.standardFolder());
    console().out().println("Applied. Undo it with: weightbench profile undo " + profile.name());
    return ExitCodes.DONE;
  }
}
