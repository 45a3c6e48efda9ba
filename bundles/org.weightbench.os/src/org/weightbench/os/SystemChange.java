package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.NativePath;

/** One thing that was changed on the system, with what it takes to undo it. */
public sealed interface SystemChange {
  /** What was changed, as a sentence shows it. */
  String text();

  /**
   * Undoes the change; one that is undone already stays so.
   *
   * @return why it was left as it is: somebody else has changed it since; empty when it is undone
   * @throws IOException when the system refuses
   */
  Optional<String> undo() throws IOException;

  /** The words of the change's line in the journal, the kind first. */
  List<String> words();

  /**
   * A file below /sys or /proc/sys that has another value now.
   *
   * @param file the file
   * @param before its value before
   * @param after its value since then
   */
  record Value(Path file, String before, String after) implements SystemChange {
    static final String KIND = "value";

    /**
     * Finds out what setting a file would change; nothing is changed.
     *
     * @return empty when the file has the value already
     * @throws IOException when the file cannot be read
     */
    public static Optional<Value> planned(Path file, String wanted) throws IOException {
      String now = KernelFile.value(file);
      return now.equals(wanted) ? Optional.empty() : Optional.of(new Value(file, now, wanted));
    }

    @Override
    public String text() {
      return "%s was set from '%s' to '%s'".formatted(file, before, after);
    }

    @Override
    public Optional<String> undo() throws IOException {
      String now;
      try {
        now = KernelFile.value(file);
      } catch (NoSuchFileException _) {
        return Optional.of(file + " is no longer there");
      }
      if (now.equals(before)) {
        return Optional.empty();
      }
      if (!now.equals(after)) {
        return Optional.of(
            "%s is '%s' now, which neither was before nor was set here".formatted(file, now));
      }
      KernelFile.write(file, before);
      return Optional.empty();
    }

    @Override
    public List<String> words() {
      return List.of(KIND, file.toString(), before, after);
    }
  }

  /**
   * A control group that was made.
   *
   * @param folder its folder
   * @param home the folder of the group that its processes return to
   */
  record Group(Path folder, Path home) implements SystemChange {
    static final String KIND = "group";

    @Override
    public String text() {
      return "control group %s was made".formatted(folder);
    }

    @Override
    public Optional<String> undo() throws IOException {
      if (Files.isDirectory(folder)) {
        KernelFile.removeGroup(folder, home);
      }
      return Optional.empty();
    }

    @Override
    public List<String> words() {
      return List.of(KIND, folder.toString(), home.toString());
    }
  }

  /**
   * Controllers that were handed to the groups below another (version 2).
   *
   * @param folder the folder of the group above
   * @param controllers their names
   */
  record Controllers(Path folder, List<String> controllers) implements SystemChange {
    static final String KIND = "controllers";
    static final String FILE = "cgroup.subtree_control";

    /** Copies the names. */
    public Controllers {
      controllers = List.copyOf(controllers);
    }

    @Override
    public String text() {
      return "controllers %s were enabled below %s"
          .formatted(String.join(", ", controllers), folder);
    }

    @Override
    public Optional<String> undo() throws IOException {
      for (String controller : controllers) {
        KernelFile.write(folder.resolve(FILE), "-" + controller);
      }
      return Optional.empty();
    }

    @Override
    public List<String> words() {
      return List.of(KIND, folder.toString(), String.join(" ", controllers));
    }
  }

  /**
   * Reads the words of a line.
   *
   * @throws IOException when they are none
   */
  static SystemChange of(List<String> words, Path journal) throws IOException {
    String kind = words.getFirst();
    if (kind.equals(Value.KIND) && words.size() == 4) {
      return new Value(Path.of(words.get(1)), words.get(2), words.get(3));
    }
    if (kind.equals(Group.KIND) && words.size() == 3) {
      return new Group(Path.of(words.get(1)), Path.of(words.get(2)));
    }
    if (kind.equals(Controllers.KIND) && words.size() == 3) {
      return new Controllers(Path.of(words.get(1)), List.of(words.get(2).split(" ")));
    }
    throw new IOException(
        "%s: found the line '%s', expected a change of kind %s, %s or %s; it may come from a newer"
                .formatted(
                    NativePath.quoted(journal),
                    String.join(" ", words),
                    Value.KIND,
                    Group.KIND,
                    Controllers.KIND)
            + " Weightbench, which can undo it");
  }
}
