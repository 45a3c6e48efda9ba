package org.weightbench.cli.internal.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.cli.internal.Console;
import org.weightbench.tuning.ProfileStore;
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

  /** Returns the profiles that are meant. */
  final ProfileStore store() {
    return Optional.ofNullable(folder).map(ProfileStore::new).orElseGet(ProfileStore::ofUser);
  }
}
