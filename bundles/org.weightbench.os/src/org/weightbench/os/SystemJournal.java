package org.weightbench.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.NativePath;

/**
 * What this process changes on the system. Every change is on the disk before it is made, so that
 * {@link #restore} can undo it after the process was killed; {@link #close} undoes all that is left
 * in the reverse order.
 *
 * <p>The file is text: a first line with the version, then a line for each change, its words parted
 * by tabs ({@code value FILE BEFORE AFTER}, {@code group FOLDER HOME}, {@code controllers FOLDER
 * NAMES}) and a line {@code undone N} once the change of line N, counted from 0, is undone. A line
 * without its end announces a change that was never made. The process holds a lock on it as long as
 * it lives. All methods may run on any thread.
 */
public final class SystemJournal implements AutoCloseable {
  private static final String HEADER = "weightbench journal 1";
  private static final String SUFFIX = ".journal";
  private static final String LOCK_SUFFIX = ".lock";
  private static final String UNDONE = "undone";
  private static final String SEPARATOR = "\t";

  private final Path file;
  private final FileChannel channel;
  private final TreeMap<Integer, SystemChange> made = new TreeMap<>();
  private int next;

  private SystemJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** How the restoring of a change ended: with a reason, when it was left as it is. */
  public record Restored(SystemChange change, Optional<String> leftBecause) {
    /** One sentence for people. */
    public String text() {
      return change.text()
          + leftBecause
              .map(reason -> " by a run that was killed, and was left: " + reason)
              .orElse(" by a run that was killed, and is undone now");
    }
  }

  /** The folder for journals of this user: below XDG_STATE_HOME, or ~/.local/state. */
  public static Path standardFolder() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("weightbench").resolve("changes");
  }

  /**
   * Opens a journal of its own in a folder, which is created when missing.
   *
   * @throws IOException when it cannot be written
   */
  public static SystemJournal open(Path folder) throws IOException {
    Files.createDirectories(folder);
    while (true) {
      Path file =
          folder.resolve(
              "%d-%s%s".formatted(ProcessHandle.current().pid(), UUID.randomUUID(), SUFFIX));
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null && Files.exists(file)) {
          SystemJournal journal = new SystemJournal(file, channel);
          journal.append(HEADER);
          return journal;
        }
      } catch (IOException | RuntimeException failure) {
        channel.close();
        Files.deleteIfExists(file);
        throw failure;
      }
      channel.close();
    }
  }

  /**
   * Sets a file below /sys or /proc/sys to another value.
   *
   * @return the change, or nothing when the file has the value already
   * @throws IOException when the system refuses; then nothing has changed
   */
  public synchronized Optional<SystemChange> set(Path valueFile, String value) throws IOException {
    String before = KernelFile.value(valueFile);
    if (before.equals(value)) {
      return Optional.empty();
    }
    SystemChange change = new SystemChange.Value(valueFile, before, value);
    make(change, () -> KernelFile.write(valueFile, value));
    return Optional.of(change);
  }

  /** Makes a control group. */
  synchronized SystemChange makeGroup(Path folder, Path home) throws IOException {
    SystemChange change = new SystemChange.Group(folder, home);
    make(change, () -> Files.createDirectory(folder));
    return change;
  }

  /** Enables controllers for the groups below another. */
  synchronized SystemChange enable(Path folder, List<String> controllers) throws IOException {
    SystemChange change = new SystemChange.Controllers(folder, controllers);
    make(
        change,
        () ->
            KernelFile.write(
                folder.resolve(SystemChange.Controllers.FILE),
                "+" + String.join(" +", controllers)));
    return change;
  }

  @FunctionalInterface
  private interface Act {
    void run() throws IOException;
  }

  private void make(SystemChange change, Act act) throws IOException {
    for (String word : change.words()) {
      if (word.contains(SEPARATOR) || word.contains("\n")) {
        throw new IOException("'%s' has a tab or a line end in it".formatted(word));
      }
    }
    append(String.join(SEPARATOR, change.words()));
    int number = next++;
    try {
      act.run();
    } catch (IOException refused) {
      append(UNDONE + SEPARATOR + number);
      throw refused;
    }
    made.put(number, change);
  }

  private void append(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  /** The changes that are not undone, in the order in which they were made. */
  public synchronized List<SystemChange> changes() {
    return List.copyOf(made.values());
  }

  /**
   * Undoes one change of this journal; one that is undone already is passed over.
   *
   * @return why it was left as it is, since somebody else changed it; empty when it is undone
   * @throws IOException when the system refuses; the change then stays in the journal
   */
  public synchronized Optional<String> undo(SystemChange change) throws IOException {
    for (int number : made.descendingKeySet()) {
      if (change.equals(made.get(number))) {
        Optional<String> left = change.undo();
        append(UNDONE + SEPARATOR + number);
        made.remove(number);
        return left;
      }
    }
    return Optional.empty();
  }

  /** Lets the changes made so far stay: nothing undoes them any more. */
  public synchronized void keep() throws IOException {
    for (int number : List.copyOf(made.keySet())) {
      append(UNDONE + SEPARATOR + number);
      made.remove(number);
    }
  }

  /**
   * Undoes all that is left, the last change first, and removes the journal.
   *
   * @throws IOException when something could not be undone; the rest is, and the journal stays for
   *     {@link #restore}
   */
  @Override
  public synchronized void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    List<IOException> failures = new ArrayList<>();
    for (SystemChange change : changes().reversed()) {
      try {
        undo(change);
      } catch (IOException refused) {
        failures.add(refused);
      }
    }
    if (failures.isEmpty()) {
      Files.deleteIfExists(file);
    }
    channel.close();
    throwAny(failures);
  }

  /**
   * Undoes what processes that no longer live left changed. One process at a time does so, and the
   * others wait: who went on while another one undoes would take values that are still changed for
   * those that were there before.
   *
   * @param folder of the journals; may be missing
   * @return what was undone, and what was left since somebody else has changed it
   * @throws IOException when something could not be undone; its journal stays, all others are done
   */
  public static synchronized List<Restored> restore(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Path lockFile = folder.resolveSibling(folder.getFileName() + LOCK_SUFFIX);
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      return restoreAll(folder);
    }
  }

  private static List<Restored> restoreAll(Path folder) throws IOException {
    List<Restored> restored = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path journal : journals) {
        try {
          restored.addAll(restoreOne(journal));
        } catch (IOException refused) {
          failures.add(refused);
        }
      }
    }
    throwAny(failures);
    return List.copyOf(restored);
  }

  private static List<Restored> restoreOne(Path journal) throws IOException {
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      if (!ownerIsGone(channel)) {
        return List.of();
      }
      List<Restored> restored = new ArrayList<>();
      for (SystemChange change : leftBy(journal).reversed()) {
        try {
          restored.add(new Restored(change, change.undo()));
        } catch (IOException refused) {
          throw new IOException(
              "%s by a run that was killed, and cannot be undone: %s; undo it by hand and remove %s"
                  .formatted(change.text(), refused.getMessage(), NativePath.quoted(journal)),
              refused);
        }
      }
      Files.delete(journal);
      return restored;
    }
  }

  private static boolean ownerIsGone(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static List<SystemChange> leftBy(Path journal) throws IOException {
    String text = Files.readString(journal, StandardCharsets.UTF_8);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      return List.of();
    }
    if (!lines.getFirst().equals(HEADER)) {
      throw new IOException(
          "%s: found '%s' in its first line, expected '%s'; it may come from a newer Weightbench"
              .formatted(NativePath.quoted(journal), lines.getFirst(), HEADER));
    }
    TreeMap<Integer, SystemChange> left = new TreeMap<>();
    int number = 0;
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = List.of(line.split(SEPARATOR, -1));
      if (words.getFirst().equals(UNDONE)) {
        left.remove(Integer.valueOf(words.getLast()));
      } else {
        left.put(number++, SystemChange.of(words, journal));
      }
    }
    return List.copyOf(left.values());
  }

  private static void throwAny(List<IOException> failures) throws IOException {
    if (!failures.isEmpty()) {
      IOException first = failures.getFirst();
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
  }
}
