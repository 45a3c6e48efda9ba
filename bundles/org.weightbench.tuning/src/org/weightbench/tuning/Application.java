package org.weightbench.tuning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.os.SystemChange;
import org.weightbench.os.SystemJournal;

/**
 * What applying a profile changes on the system. The changes go through a journal: of a process
 * that is killed between two of them, {@link SystemJournal#restore} undoes all; one that ends well
 * leaves all of them, and a record by which they are undone later.
 *
 * @param profile name of the profile
 * @param changes what is set; settings that have their value already are left out
 * @param missing settings that this system does not have, in words
 */
public record Application(String profile, List<SystemChange.Value> changes, List<String> missing) {
  private static final String SUFFIX = ".applied";
  private static final String SEPARATOR = "\t";
  private static final int WORDS = 3;

  /** Copies the lists. */
  public Application {
    changes = List.copyOf(changes);
    missing = List.copyOf(missing);
  }

  /** Returns where records of applied profiles of this user lie. */
  public static Path standardFolder() {
    return SystemJournal.standardFolder().resolveSibling("applied");
  }

  /**
   * Finds out what applying a profile would change; nothing is changed.
   *
   * @param model the model whose device is meant
   * @throws IOException when the system cannot be asked
   */
  public static Application of(TuningProfile profile, Path model) throws IOException {
    List<SystemChange.Value> changes = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<SystemSetting, String> entry : profile.system().entrySet()) {
      Optional<Path> file = entry.getKey().file(model);
      String wanted = entry.getKey().kernelValue(entry.getValue());
      if (file.isEmpty()) {
        missing.add(entry.getKey().key() + ": this system has no such setting");
      } else {
        SystemChange.Value.planned(file.get(), wanted).ifPresent(changes::add);
      }
    }
    return new Application(profile.name(), changes, missing);
  }

  /**
   * Makes the changes; they stay until they are undone.
   *
   * @param folder where the record of it is kept
   * @param journals folder of journals
   * @throws IOException when the profile is applied already, or the system refuses; then nothing is
   *     changed
   */
  public void apply(Path folder, Path journals) throws IOException {
    Path record = folder.resolve(profile + SUFFIX);
    if (Files.exists(record)) {
      throw new IOException(
          "profile "
              + profile
              + " is applied already; undo it first: weightbench profile undo "
              + profile);
    }
    Files.createDirectories(folder);
    StringBuilder lines = new StringBuilder();
    for (SystemChange.Value change : changes) {
      lines
          .append(String.join(SEPARATOR, change.file().toString(), change.before(), change.after()))
          .append('\n');
    }
    try (SystemJournal journal = SystemJournal.open(journals)) {
      for (SystemChange.Value change : changes) {
        journal.set(change.file(), change.after());
      }
      ResultFolder.writeWhole(record, lines.toString());
      journal.keep();
    }
  }

  /** Tells whether a profile is applied. */
  public static boolean applied(String profile, Path folder) {
    return Files.exists(folder.resolve(profile + SUFFIX));
  }

  /**
   * Undoes what applying a profile changed, the last change first.
   *
   * @return what was left as it is, since somebody else changed it, in words
   * @throws IOException when it is not applied, or the system refuses
   */
  public static List<String> undo(String profile, Path folder) throws IOException {
    Path record = folder.resolve(profile + SUFFIX);
    if (!Files.exists(record)) {
      throw new IOException("profile " + profile + " is not applied; there is nothing to undo");
    }
    List<String> left = new ArrayList<>();
    for (String line : Files.readAllLines(record, StandardCharsets.UTF_8).reversed()) {
      String[] words = line.split(SEPARATOR, -1);
      if (words.length != WORDS) {
        throw new IOException(
            record + ": found the line '" + line + "', expected a file and two values");
      }
      new SystemChange.Value(Path.of(words[0]), words[1], words[2]).undo().ifPresent(left::add);
    }
    Files.delete(record);
    return left;
  }
}
