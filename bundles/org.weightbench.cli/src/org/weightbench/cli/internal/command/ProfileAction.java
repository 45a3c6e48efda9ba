package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.cli.internal.Console;
import org.weightbench.experiment.Quantities;
import org.weightbench.os.SystemJournal;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import picocli.CommandLine.Option;

/** What the actions on profiles have in common. */
abstract class ProfileAction extends Command {
  @Option(
      names = "--profiles",
      paramLabel = "DIR",
      description = "Folder of profiles (default: the user's).")
  private @Nullable Path folder;

  ProfileAction(Console console) {
    super(console);
  }

  /** Returns the expected load time of a profile. */
  static String loadTime(TuningProfile profile) {
    return profile.support().measured()
        ? Quantities.duration(profile.support().medianSeconds() * 1e9)
        : "not measured";
  }

  /** Undoes what a process that was killed left changed, and tells so. */
  final void restoreSystem() throws IOException {
    for (SystemJournal.Restored restored : SystemJournal.restore(SystemJournal.standardFolder())) {
      console().err().println(restored.text());
    }
  }

  /** Returns the profiles that are meant. */
  final ProfileStore store() {
    return Optional.ofNullable(folder).map(ProfileStore::new).orElseGet(ProfileStore::ofUser);
  }
}
