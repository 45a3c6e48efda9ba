package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeFileTest {
  private static final int TAIL = 1_234_567;

  private RealDisk disk;

  @BeforeEach
  void openDisk() throws IOException {
    disk = RealDisk.open();
  }

  @AfterEach
  void closeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @ParameterizedTest
  @EnumSource(OpenMode.class)
  void readsReturnTheFilesExactBytesIncludingTheUnalignedTail(OpenMode mode) throws IOException {
    byte[] content = disk.write("weights", (8 << 20) + TAIL);
    assumeDirect(disk.file("weights"));
    PageCache.evict(disk.file("weights"));
    try (NativeFile file = NativeFile.open(disk.file("weights"), mode);
        NativeMemory memory = NativeMemory.allocate(1 << 20, PageKind.NORMAL)) {
      assertEquals(content.length, file.size());
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      long bytes = file.read(memory.segment(), 0);
      while (bytes > 0) {
        read.write(memory.segment().asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
        bytes = file.read(memory.segment(), Math.ceilDiv(read.size(), 4096) * 4096L);
      }
      assertArrayEquals(content, read.toByteArray());
    }
  }

  @Test
  void readsThatDropBehindBringTheBytesAndLeaveThePageCacheAsItWas() throws IOException {
    byte[] content = disk.write("weights", (2 << 20) + TAIL);
    Path path = disk.file("weights");
    Capability capability = NativeFile.capability(path, ReadFlag.DONTCACHE);
    assumeTrue(capability.available(), capability.reason());
    assertEquals(0, PageCache.evict(path).residentPages());
    assertTrue(NativeFile.capability(path, ReadFlag.DONTCACHE).available());
    assertEquals(0, PageCache.residency(path).residentPages(), "asking brought no page");
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(content.length, PageKind.NORMAL)) {
      long done = 0;
      while (done < content.length) {
        long bytes = file.read(memory.segment().asSlice(done), done, ReadFlag.DONTCACHE);
        assertTrue(bytes > 0, "the file ended at " + done);
        done += bytes;
      }
      assertArrayEquals(content, memory.segment().toArray(ValueLayout.JAVA_BYTE));
    }
    Residency after = PageCache.residency(path);
    assertTrue(after.fraction() < 0.5, after.toString());
  }

  @Test
  void whatAFileSystemDoesNotOfferIsUnavailableWithItsName() {
    Path process = Path.of("/proc/version");
    Capability capability = NativeFile.capability(process, ReadFlag.DONTCACHE);
    assertFalse(capability.available());
    assertTrue(capability.reason().contains("(proc)"), capability.reason());
  }

  @Test
  void readingAheadBringsPagesIntoTheCache() throws IOException {
    disk.write("weights", 4 << 20);
    Path path = disk.file("weights");
    assertEquals(0, PageCache.evict(path).residentPages());
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      file.readAhead(1 << 20, 64 << 10);
    }
    ResidencyMap map = PageCache.map(path, 4);
    assertEquals(
        List.of(0L, 16L, 0L, 0L), map.cells().stream().map(Residency::residentPages).toList());
  }

  @Test
  void directReadsLeaveThePageCacheEmpty() throws IOException {
    disk.write("weights", 4 << 20);
    Path path = disk.file("weights");
    assumeDirect(path);
    assertEquals(0, PageCache.evict(path).residentPages());
    try (NativeFile file = NativeFile.open(path, OpenMode.DIRECT);
        NativeMemory memory = NativeMemory.allocate(4 << 20, PageKind.NORMAL)) {
      assertEquals(4 << 20, file.read(memory.segment(), 0));
    }
    assertEquals(0, PageCache.residency(path).residentPages());
  }

  @Test
  void alignmentOfDirectReadsIsAPowerOfTwo() throws IOException {
    disk.write("weights", 1 << 20);
    assumeDirect(disk.file("weights"));
    try (NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED)) {
      DirectAlignment alignment = file.directAlignment();
      assertEquals(1, Integer.bitCount(alignment.memoryBytes()), alignment.toString());
      assertEquals(1, Integer.bitCount(alignment.offsetBytes()), alignment.toString());
    }
  }

  @Test
  void misalignedDirectReadSaysWhatIsNeeded() throws IOException {
    disk.write("weights", 1 << 20);
    Path path = disk.file("weights");
    assumeDirect(path);
    try (NativeFile file = NativeFile.open(path, OpenMode.DIRECT);
        NativeMemory memory = NativeMemory.allocate(8192, PageKind.NORMAL)) {
      int needed = file.directAlignment().offsetBytes();
      assumeTrue(needed > 1, "this file system takes any position");
      NativeCallException refused =
          assertThrows(NativeCallException.class, () -> file.read(memory.segment(), 3));
      assertEquals("pread", refused.call());
      String message = refused.getMessage();
      assertTrue(message.startsWith("pread of 8192 bytes at 3 of '" + path + "' failed"), message);
      assertTrue(message.contains("invalid argument (EINVAL); a direct read needs"), message);
      assertTrue(message.contains("multiples of " + needed), message);
      assertFalse(message.contains("\n"), message);
    }
  }

  @Test
  void missingFileIsNamed() {
    Path path = disk.file("absent");
    IOException refused =
        assertThrows(IOException.class, () -> NativeFile.open(path, OpenMode.BUFFERED));
    assertEquals(
        "statx of '" + path + "' failed: no such file or directory (ENOENT)", refused.getMessage());
  }

  @Test
  void directoryAndDeviceAreNotRegularFiles() {
    IOException directory =
        assertThrows(IOException.class, () -> NativeFile.open(disk.folder(), OpenMode.BUFFERED));
    assertEquals(
        "'" + disk.folder() + "' is a directory, and a regular file is needed",
        directory.getMessage());
    IOException device =
        assertThrows(
            IOException.class, () -> NativeFile.open(Path.of("/dev/zero"), OpenMode.BUFFERED));
    assertEquals(
        "'/dev/zero' is a pipe, socket or device, and a regular file is needed",
        device.getMessage());
  }

  @Test
  void pipeIsRefusedWithoutWaitingForAWriter() throws Exception {
    Path pipe = disk.file("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    assertThrows(IOException.class, () -> NativeFile.open(pipe, OpenMode.BUFFERED));
  }

  @Test
  void unreadableFileSaysThatItMustBeReadable() throws Exception {
    disk.write("secret", 100);
    Path path = disk.file("secret");
    Files.setPosixFilePermissions(path, Set.of());
    ForeignUser.giveAway(path);
    Capability capability = ForeignUser.ask(() -> NativeFile.capability(path, OpenMode.BUFFERED));
    assertEquals(
        "open of '"
            + path
            + "' failed: permission denied (EACCES); the file must be readable by this user",
        capability.reason());
  }

  @Test
  void fileSystemWithoutDirectReadsIsUnavailableByName() {
    Capability capability = NativeFile.capability(Path.of("/proc/self/status"), OpenMode.DIRECT);
    assertFalse(capability.available());
    assertEquals("its file system (proc) refuses O_DIRECT", capability.reason());
    UnavailableException thrown = assertThrows(UnavailableException.class, capability::require);
    assertEquals(
        "direct reading of '/proc/self/status' is not available here, because its file system"
            + " (proc) refuses O_DIRECT",
        thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "percent%41", "größe-模型", "#?&"})
  void namesOfAnyCharactersOpen(String name) throws IOException {
    byte[] content = disk.write(name, 10);
    try (NativeFile file = NativeFile.open(disk.file(name), OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(10);
      assertEquals(10, file.read(target, 0));
      assertArrayEquals(content, target.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void relativePathsAndSymbolicLinksOpen() throws IOException {
    disk.write("weights", 10);
    Path link = Files.createSymbolicLink(disk.file("link"), Path.of("weights"));
    Path relative = Path.of("").toAbsolutePath().relativize(link);
    try (NativeFile file = NativeFile.open(relative, OpenMode.BUFFERED)) {
      assertEquals(10, file.size());
      assertEquals(relative, file.path());
    }
  }

  @Test
  void readsAtAndBeyondTheEndReturnNothing() throws IOException {
    disk.write("weights", 100);
    try (NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(50);
      assertEquals(10, file.read(target, 90));
      assertEquals(0, file.read(target, 100));
      assertEquals(0, file.read(target, 1_000_000));
      assertEquals(0, file.read(target.asSlice(0, 0), 0));
    }
  }

  @Test
  void targetsThatCannotBeWrittenAreRefusedBeforeTheCall() throws IOException {
    disk.write("weights", 100);
    try (NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined()) {
      MemorySegment readOnly = arena.allocate(10).asReadOnly();
      assertThrows(IllegalArgumentException.class, () -> file.read(readOnly, 0));
      MemorySegment heap = MemorySegment.ofArray(new byte[10]);
      assertThrows(IllegalArgumentException.class, () -> file.read(heap, 0));
      MemorySegment target = arena.allocate(10);
      assertThrows(IllegalArgumentException.class, () -> file.read(target, -1));
    }
  }

  @Test
  void severalThreadsReadTheirPartsOfOneFile() throws Exception {
    int threads = 4;
    int part = 1 << 20;
    byte[] content = disk.write("weights", threads * part);
    try (NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(content.length, PageKind.NORMAL);
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> reads = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long from = (long) i * part;
        reads.add(pool.submit(() -> file.read(memory.segment().asSlice(from, part), from)));
      }
      for (Future<Long> read : reads) {
        assertEquals(part, read.get());
      }
      assertArrayEquals(content, memory.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void usesAfterClosingAreRefusedAndClosingAgainDoesNothing() throws IOException {
    disk.write("weights", 100);
    NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED);
    file.close();
    file.close();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(10);
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> file.read(target, 0));
      assertEquals("'" + disk.file("weights") + "' is already closed", refused.getMessage());
      assertThrows(IllegalStateException.class, () -> file.advise(FileAdvice.NORMAL, 0, 0));
      assertThrows(IllegalStateException.class, () -> file.map(0, 100));
    }
  }

  @Test
  void closingWhileOthersReadNeverGivesThemAnotherFilesBytes() throws Exception {
    int bytes = 1 << 16;
    byte[] content = disk.write("weights", bytes);
    Path other = disk.file("other");
    Files.write(other, new byte[bytes]);
    try (ExecutorService pool = Executors.newFixedThreadPool(2);
        Arena arena = Arena.ofShared()) {
      MemorySegment target = arena.allocate(bytes);
      for (int round = 0; round < 200; round++) {
        NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED);
        Future<Boolean> reader =
            pool.submit(
                () -> {
                  try {
                    while (file.read(target, 0) == bytes) {
                      if (!Arrays.equals(content, target.toArray(ValueLayout.JAVA_BYTE))) {
                        return false;
                      }
                    }
                    return false;
                  } catch (IllegalStateException _) {
                    return true;
                  }
                });
        file.close();
        NativeFile.open(other, OpenMode.BUFFERED).close();
        assertTrue(reader.get());
      }
    }
  }

  @Test
  void fileReplacedAfterOpeningKeepsItsBytes() throws IOException {
    byte[] content = disk.write("weights", 5000);
    disk.write("newer", 6000);
    try (NativeFile file = NativeFile.open(disk.file("weights"), OpenMode.BUFFERED);
        Mapping mapping = file.map(0, 5000)) {
      Files.move(disk.file("newer"), disk.file("weights"), StandardCopyOption.REPLACE_EXISTING);
      assertArrayEquals(content, mapping.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static void assumeDirect(Path path) {
    Capability capability = NativeFile.capability(path, OpenMode.DIRECT);
    assumeTrue(capability.available(), capability.reason());
  }
}
