package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.testing.PlainJava;

class SystemJournalTest {
  @TempDir private Path folder;

  private Path journals;
  private Path value;

  @BeforeEach
  void makeValue() throws IOException {
    journals = folder.resolve("journals");
    value = Files.writeString(folder.resolve("read_ahead_kb"), "128\n");
  }

  @Test
  void closingUndoesTheLastChangeFirstAndLeavesNoJournal() throws IOException {
    try (SystemJournal journal = SystemJournal.open(journals)) {
      journal.set(value, "256");
      journal.set(value, "512");
      assertEquals("512", Files.readString(value));
      assertEquals(2, journal.changes().size());
    }
    assertEquals("128", Files.readString(value));
    assertEquals(List.of(), journalFiles());
  }

  @Test
  void changeIsInTheJournalWhileItHoldsAndOneAlreadyUndoneIsNotUndoneAgain() throws IOException {
    try (SystemJournal journal = SystemJournal.open(journals)) {
      SystemChange change = journal.set(value, "256").orElseThrow();
      assertTrue(Files.readString(journalFiles().getFirst()).contains("128\t256\n"));
      assertEquals(Optional.empty(), journal.undo(change));
      assertEquals("128", Files.readString(value));
      Files.writeString(value, "64");
      assertEquals(Optional.empty(), journal.undo(change));
      assertEquals("64", Files.readString(value));
    }
    assertEquals("64", Files.readString(value));
  }

  @Test
  void settingWhatIsSetAlreadyIsNoChangeAndBracketsMarkTheValue() throws IOException {
    Files.writeString(value, "always [madvise] never\n");
    try (SystemJournal journal = SystemJournal.open(journals)) {
      assertEquals(Optional.empty(), journal.set(value, "madvise"));
      assertEquals(
          new SystemChange.Value(value, "madvise", "always"),
          journal.set(value, "always").orElseThrow());
    }
    assertEquals("madvise", Files.readString(value));
  }

  @Test
  void keptChangesStay() throws IOException {
    try (SystemJournal journal = SystemJournal.open(journals)) {
      journal.set(value, "256");
      journal.keep();
    }
    assertEquals("256", Files.readString(value));
    assertEquals(List.of(), SystemJournal.restore(journals));
  }

  @Test
  void refusedChangeLeavesNothingToUndo() throws IOException {
    Path missing = folder.resolve("missing");
    try (SystemJournal journal = SystemJournal.open(journals)) {
      assertThrows(IOException.class, () -> journal.set(missing, "1"));
      assertEquals(List.of(), journal.changes());
    }
  }

  @Test
  void journalOfALivingProcessIsLeftAlone() throws IOException {
    try (SystemJournal journal = SystemJournal.open(journals)) {
      journal.set(value, "256");
      assertEquals(List.of(), SystemJournal.restore(journals));
      assertEquals("256", Files.readString(value));
    }
  }

  @Test
  void killedProcessLeavesItsChangesAndRestoringUndoesThem() throws Exception {
    killAfterChange();
    assertEquals("256", Files.readString(value));
    List<SystemJournal.Restored> restored = SystemJournal.restore(journals);
    assertEquals(1, restored.size());
    assertEquals(
        value + " was set from '128' to '256' by a run that was killed, and is undone now",
        restored.getFirst().text());
    assertEquals("128", Files.readString(value));
    assertEquals(List.of(), SystemJournal.restore(journals));
    assertEquals(List.of(), journalFiles());
  }

  @Test
  void whoRestoresWaitsForAnotherProcessThatDoes() throws Exception {
    Files.createDirectories(journals);
    Process second;
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("journals.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      second =
          PlainJava.start(Restorer.class, folder.resolve("restorer"), List.of(journals.toString()));
      assertEquals('r', second.getInputStream().read());
      killAfterChange();
    }
    assertEquals(0, second.waitFor());
    assertEquals("128", Files.readString(value));
    assertEquals(List.of(), journalFiles());
  }

  @Test
  void whatSomebodyElseSetSinceTheKillIsLeftWithTheReason() throws Exception {
    killAfterChange();
    Files.writeString(value, "4096");
    List<SystemJournal.Restored> restored = SystemJournal.restore(journals);
    assertEquals(
        Optional.of(value + " is '4096' now, which neither was before nor was set here"),
        restored.getFirst().leftBecause());
    assertEquals("4096", Files.readString(value));
  }

  @Test
  void halfALineAnnouncesAChangeThatWasNeverMade() throws IOException {
    Files.createDirectories(journals);
    Files.writeString(
        journals.resolve("1-a.journal"),
        "weightbench journal 1\nvalue\t%s\t64\t128\nvalue\t%s\t12".formatted(value, value));
    assertEquals(1, SystemJournal.restore(journals).size());
    assertEquals("64", Files.readString(value));
  }

  @Test
  void whatCannotBeUndoneStaysInItsJournalAndIsNamed() throws IOException {
    Files.createDirectories(journals);
    Path gone = Files.createDirectory(folder.resolve("directory"));
    Path journal =
        Files.writeString(
            journals.resolve("1-a.journal"),
            "weightbench journal 1\nvalue\t%s\t64\t128\n".formatted(gone));
    IOException refused = assertThrows(IOException.class, () -> SystemJournal.restore(journals));
    assertTrue(refused.getMessage().contains("undo it by hand and remove '" + journal + "'"));
    assertTrue(Files.exists(journal));
  }

  @Test
  void journalOfANewerVersionIsRefused() throws IOException {
    Files.createDirectories(journals);
    Files.writeString(journals.resolve("1-a.journal"), "weightbench journal 2\nx\ty\n");
    IOException refused = assertThrows(IOException.class, () -> SystemJournal.restore(journals));
    assertTrue(refused.getMessage().contains("expected 'weightbench journal 1'"));
  }

  private void killAfterChange() throws Exception {
    Process process =
        PlainJava.start(
            Changer.class,
            folder.resolve("standard-error"),
            List.of(journals.toString(), value.toString()));
    try {
      assertEquals('c', process.getInputStream().read());
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertFalse(journalFiles().isEmpty());
  }

  private List<Path> journalFiles() throws IOException {
    try (Stream<Path> files = Files.list(journals)) {
      return files.toList();
    }
  }

  /** A process that undoes what another one left. */
  static final class Restorer {
    private Restorer() {}

    public static void main(String[] arguments) throws IOException {
      System.out.print("r");
      System.out.flush();
      SystemJournal.restore(Path.of(arguments[0]));
    }
  }

  /** A process that changes a value and waits to be killed. */
  static final class Changer {
    private Changer() {}

    public static void main(String[] arguments) throws IOException {
      try (SystemJournal journal = SystemJournal.open(Path.of(arguments[0]))) {
        journal.set(Path.of(arguments[1]), "256");
        System.out.println("c");
        System.in.read();
      }
    }
  }
}
