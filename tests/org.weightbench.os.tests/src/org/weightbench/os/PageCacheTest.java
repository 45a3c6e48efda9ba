package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.os.internal.Cachestat;

class PageCacheTest {
  private static final int BYTES = (16 << 20) + 5;

  private RealDisk disk;
  private Path path;
  private byte[] content;

  @BeforeEach
  void writeFile() throws IOException {
    disk = RealDisk.open();
    content = disk.write("weights", BYTES);
    path = disk.file("weights");
  }

  @AfterEach
  void closeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void evictingDirtyPagesLeavesNoneAndWarmingBringsAll() throws IOException {
    Residency cold = PageCache.evict(path);
    assertEquals(Math.ceilDiv(BYTES, NativeMemory.pageBytes()), cold.pages());
    assertEquals(0, cold.residentPages(), cold.toString());
    assertEquals(0, cold.fraction());
    Residency warm = PageCache.warm(path);
    assertEquals(warm.pages(), warm.residentPages(), warm.toString());
    assertEquals(1, warm.fraction());
    assertEquals(warm, PageCache.residency(path));
    assertTrue(PageCache.capability(path).available());
  }

  @Test
  void bothMethodsCountTheSamePages() throws IOException {
    assumeTrue(Cachestat.capability().available(), Cachestat.capability().reason());
    PageCache.evict(path);
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(4096, PageKind.NORMAL)) {
      file.advise(FileAdvice.RANDOM, 0, 0);
      for (long page = 0; page < 7; page++) {
        file.read(memory.segment(), page << 20);
      }
      Residency cachestat = PageCache.byCachestat(file).orElseThrow();
      Residency mincore = PageCache.byMincore(file).orElseThrow();
      assertEquals("cachestat", cachestat.method());
      assertEquals("mincore", mincore.method());
      assertEquals(cachestat.residentPages(), mincore.residentPages());
      assertTrue(mincore.residentPages() >= 7, mincore.toString());
      assertTrue(mincore.residentPages() < mincore.pages(), mincore.toString());
    }
  }

  @Test
  void theMapShowsWhichPartsAreResident() throws IOException {
    PageCache.evict(path);
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(2 << 20, PageKind.NORMAL)) {
      file.advise(FileAdvice.RANDOM, 0, 0);
      file.read(memory.segment(), 4 << 20);
      file.read(memory.segment().asSlice(0, 1 << 20), 9 << 20);
    }
    ResidencyMap map = PageCache.map(path, 8);
    assertEquals(
        List.of(false, false, true, false, true, false, false, false),
        map.cells().stream().map(cell -> cell.residentPages() > 0).toList(),
        map.toString());
    assertTrue(map.cells().get(2).fraction() > 0.9, map.toString());
    assertEquals(PageCache.residency(path), map.total());
    ResidencyMap one = PageCache.map(path, 1);
    assertEquals(List.of(PageCache.residency(path)), one.cells());
  }

  @Test
  void aFileOfFewPagesHasACellForEach() throws IOException {
    disk.write("small", 8193);
    PageCache.warm(disk.file("small"));
    ResidencyMap map = PageCache.map(disk.file("small"), 100);
    assertEquals(List.of(1L, 1L, 1L), map.cells().stream().map(Residency::pages).toList());
    assertEquals(1, map.total().fraction());
    assertEquals(List.of(), PageCache.map(Files.createFile(disk.file("none")), 5).cells());
  }

  @Test
  void mappedPagesStayAndAreMeasuredAsStaying() throws IOException {
    PageCache.warm(path);
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(0, file.size())) {
      RealDisk.touch(mapping, content);
      Residency held = PageCache.evict(path);
      assertEquals(held.pages(), held.residentPages(), held.toString());
    }
    assertEquals(0, PageCache.evict(path).residentPages());
  }

  @Test
  void evictingOneFileLeavesAnotherAlone() throws IOException {
    disk.write("other", 1 << 20);
    Residency before = PageCache.warm(disk.file("other"));
    PageCache.evict(path);
    assertEquals(before, PageCache.residency(disk.file("other")));
  }

  @Test
  void warmingReportsItsProgressAndEndsEarlyWhenTold() throws IOException {
    PageCache.evict(path);
    List<Long> steps = new ArrayList<>();
    Residency partly =
        PageCache.warm(
            path,
            (done, total) -> {
              assertEquals(BYTES, total);
              steps.add(done);
              return steps.size() < 2;
            });
    assertEquals(List.of(1L << 20, 2L << 20), steps);
    assertTrue(partly.residentPages() > 0, partly.toString());
    steps.clear();
    PageCache.warm(path, (done, _) -> steps.add(done));
    assertEquals(17, steps.size());
    assertEquals(BYTES, steps.getLast());
  }

  @Test
  void emptyFileHasNoPages() throws IOException {
    Path empty = Files.createFile(disk.file("empty"));
    assertEquals(0, PageCache.residency(empty).pages());
    assertEquals(0, PageCache.evict(empty).fraction());
    try (NativeFile file = NativeFile.open(empty, OpenMode.BUFFERED)) {
      assertEquals(0, PageCache.byMincore(file).orElseThrow().pages());
    }
  }

  @Test
  void residencyOfAForeignFileIsUnknownRatherThanComplete() throws Exception {
    PageCache.evict(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    ForeignUser.giveAway(path);
    Residency answer = ForeignUser.ask(() -> PageCache.residency(path));
    assertEquals(Residency.UNKNOWN, answer.method());
    assertFalse(answer.known());
    assertTrue(Double.isNaN(answer.fraction()));
    assertNotEquals(0, answer.pages());
    assertEquals(
        "the kernel tells it only to those who own the file or may write to it (run as its owner)",
        ForeignUser.ask(() -> PageCache.capability(path)).reason());
    assertEquals(Residency.UNKNOWN, ForeignUser.ask(() -> PageCache.evict(path)).method());
    assertFalse(ForeignUser.ask(() -> PageCache.map(path, 3)).total().known());
  }

  @Test
  void residencyOfAForeignFileThatMayBeWrittenIsKnown() throws Exception {
    PageCache.evict(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    ForeignUser.giveAway(path);
    Residency answer = ForeignUser.ask(() -> PageCache.residency(path));
    assertTrue(answer.known(), answer.toString());
    assertEquals(0, answer.residentPages());
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      Optional<Residency> mincore = ForeignUser.ask(() -> PageCache.byMincore(file));
      assertEquals(0, mincore.orElseThrow().residentPages());
    }
  }

  @Test
  void residencyOnOverlayfsIsThatOfTheFileBelow() throws Exception {
    for (String name : List.of("lower", "upper", "work", "merged")) {
      Files.createDirectory(disk.file(name));
    }
    Files.move(path, disk.file("lower").resolve("weights"));
    try (Commands commands = new Commands()) {
      String merged = disk.file("merged").toString();
      commands.run(
          "mount",
          "-t",
          "overlay",
          "overlay",
          "-o",
          "lowerdir=%s,upperdir=%s,workdir=%s"
              .formatted(disk.file("lower"), disk.file("upper"), disk.file("work")),
          merged);
      commands.undoWith("umount", merged);
      Path seen = Path.of(merged, "weights");
      Residency warm = PageCache.warm(seen);
      assertEquals("mincore", warm.method());
      assertEquals(warm.pages(), warm.residentPages());
      assertEquals(0, PageCache.evict(seen).residentPages());
      assertEquals(BlockDevice.of(disk.file("lower")), BlockDevice.of(seen));
    }
  }

  @Test
  void residenciesOfSeveralFilesAddUpUnlessOneIsUnknown() {
    Residency half = new Residency(10, 5, "cachestat");
    assertEquals(new Residency(14, 9, "cachestat"), half.plus(new Residency(4, 4, "cachestat")));
    assertEquals(
        new Residency(14, 9, "cachestat+mincore"), half.plus(new Residency(4, 4, "mincore")));
    assertFalse(half.plus(new Residency(4, 0, Residency.UNKNOWN)).known());
    assertEquals(0.5, half.fraction());
  }
}
