package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

class CeilingStoreTest {
  private static final String DISK = "ext4 on /dev/sda1 at /models";

  @TempDir Path folder;

  @Test
  void theLastCeilingsOfAFileSystemAreFound() throws IOException {
    CeilingStore store = new CeilingStore(folder.resolve("new"));
    Ceilings first = ceilings(DISK, Instant.now(), true, 1e9);
    Ceilings second = ceilings(DISK, Instant.now(), true, 2e9);

    store.save(first);
    store.save(ceilings("xfs on /dev/sdb at /", Instant.now(), true, 3e9));
    store.save(second);

    assertEquals(Optional.of(second), store.find(DISK));
    assertEquals(Optional.empty(), store.find("tmpfs on tmpfs at /tmp"));
  }

  @Test
  void ceilingsOfAnotherVersionAreLeftToIt() throws IOException {
    CeilingStore store = new CeilingStore(folder);
    store.save(ceilings(DISK, Instant.now(), true, 1e9));
    Path saved = onlyFile();
    Path newer =
        Files.writeString(
            saved.resolveSibling(
                saved.getFileName().toString().replace("." + Ceilings.SCHEMA + ".", ".999.")),
            "{\"schema\": 999}");
    Files.delete(saved);

    assertEquals(Optional.empty(), store.find(DISK));
    assertEquals(newer, onlyFile());
  }

  @Test
  void oldAndIncompleteCeilingsAreNotFresh() throws IOException {
    CeilingStore store = new CeilingStore(folder);
    Instant old = Instant.now().minus(Duration.ofMinutes(31));

    store.save(ceilings(DISK, old, true, 1e9));
    assertEquals(Optional.empty(), store.find(DISK, CeilingStore.FRESH));
    assertTrue(store.find(DISK, Duration.ofHours(1)).isPresent());

    store.save(ceilings(DISK, Instant.now(), false, 1e9));
    assertEquals(Optional.empty(), store.find(DISK, CeilingStore.FRESH));
  }

  @Test
  void aResultFolderKeepsItsCeilings() throws IOException {
    Files.createFile(folder.resolve(ResultFolder.DEFINITION));
    ResultFolder result = ResultFolder.open(folder);
    Ceilings ceilings = ceilings(DISK, Instant.now(), true, 1e9);

    assertEquals(Optional.empty(), result.ceilings());
    result.writeJson(ResultFolder.CEILINGS, ceilings);

    assertEquals(Optional.of(ceilings), result.ceilings());
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("ceilings.json"), "{");

    IOException refused = assertThrows(IOException.class, () -> CeilingStore.read(file));

    assertTrue(refused.getMessage().startsWith(file + " cannot be read"), refused.getMessage());
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      assertEquals(1, found.size(), found.toString());
      return found.getFirst();
    }
  }

  private static Ceilings ceilings(String fileSystem, Instant at, boolean complete, double rate) {
    Ceiling ceiling =
        new Ceiling(
            CeilingKind.SEQUENTIAL_DIRECT,
            Conditions.requests(4 << 20, 1, 2),
            rate,
            rate,
            rate,
            0.1,
            6,
            true);
    return new Ceilings(
        1, at.toString(), "/models/m", fileSystem, 1, complete, List.of(ceiling), List.of());
  }
}
