package org.weightbench.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.os.SystemChange;
import org.weightbench.os.SystemJournal;

class ApplicationTest {
  @TempDir private Path folder;
  private Path applied;
  private Path journals;
  private Path first;
  private Path second;

  @BeforeEach
  void writesTwoSettings() throws IOException {
    applied = folder.resolve("applied");
    journals = folder.resolve("journals");
    first = Files.writeString(folder.resolve("first"), "128");
    second = Files.writeString(folder.resolve("second"), "always [madvise] never");
  }

  private Application application() throws IOException {
    return new Application(
        "nvme",
        List.of(
            SystemChange.Value.planned(first, "2048").orElseThrow(),
            SystemChange.Value.planned(second, "never").orElseThrow()),
        List.of());
  }

  @Test
  void whatHasItsValueAlreadyIsNotChanged() throws IOException {
    assertEquals(Optional.empty(), SystemChange.Value.planned(second, "madvise"));
  }

  @Test
  void whatIsAppliedStaysUntilItIsUndone() throws IOException {
    application().apply(applied, journals);
    assertEquals("2048", Files.readString(first));
    assertTrue(Application.applied("nvme", applied));
    assertEquals(List.of(), SystemJournal.restore(journals));
    assertEquals("2048", Files.readString(first));

    assertEquals(List.of(), Application.undo("nvme", applied));
    assertEquals("128", Files.readString(first));
    assertEquals("madvise", Files.readString(second));
    assertFalse(Application.applied("nvme", applied));
    assertThrows(IOException.class, () -> Application.undo("nvme", applied));
  }

  @Test
  void aProfileIsNotAppliedTwice() throws IOException {
    Application application = application();
    application.apply(applied, journals);
    assertTrue(
        assertThrows(IOException.class, () -> application.apply(applied, journals))
            .getMessage()
            .contains("applied already"));
  }

  @Test
  void whatTheSystemRefusesLeavesNothingChanged() throws IOException {
    Application application = application();
    Files.delete(second);
    assertThrows(IOException.class, () -> application.apply(applied, journals));
    assertEquals("128", Files.readString(first));
    assertFalse(Application.applied("nvme", applied));
  }

  @Test
  void whatSomebodyElseChangedSinceIsLeftAndTold() throws IOException {
    application().apply(applied, journals);
    Files.writeString(first, "512");
    List<String> left = Application.undo("nvme", applied);
    assertEquals(1, left.size());
    assertTrue(left.getFirst().contains("512"), left.toString());
    assertEquals("512", Files.readString(first));
  }
}
