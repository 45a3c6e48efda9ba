package org.weightbench.cli.internal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.weightbench.cli.internal.CommandFailure;

/** Checks where a file is to be written, before work begins. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Refuses a place where no file can or should be written.
   *
   * @param force whether an existing file may be replaced
   */
  static void check(Path file, boolean force) throws CommandFailure {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(file + " is a folder; name a file in it");
    }
    if (Files.exists(file) && !force) {
      throw new CommandFailure(file + " exists already; --force replaces it");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new CommandFailure("the folder " + folder + " does not exist; make it first");
    }
  }
}
