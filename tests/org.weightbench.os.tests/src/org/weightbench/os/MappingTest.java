package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappingTest {
  private static final int BYTES = (8 << 20) + 777;

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
  void mappingSeesTheFilesBytesAndOutlivesTheOpenFile() throws IOException {
    Mapping mapping;
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      mapping = file.map(0, file.size());
    }
    try (mapping) {
      assertArrayEquals(content, mapping.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void mappingOfAPartStartsAtItsOffset() throws IOException {
    long page = NativeMemory.pageBytes();
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(3 * page, 1000)) {
      assertEquals(1000, mapping.segment().byteSize());
      int from = (int) (3 * page);
      assertArrayEquals(
          Arrays.copyOfRange(content, from, from + 1000),
          mapping.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void touchingReadsEveryPageAlsoOnceItIsCompiled() throws IOException {
    assumeTrue(PageCache.capability(path).available(), "nobody can tell what is resident here");
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      try (Mapping mapping = file.map(0, file.size())) {
        for (int i = 0; i < 20_000; i++) {
          mapping.touch(0, file.size());
        }
      }
      assertEquals(0, PageCache.evict(path).residentPages());
      try (Mapping mapping = file.map(0, file.size())) {
        mapping.touch(0, file.size());
      }
    }
    assertEquals(1, PageCache.residency(path).fraction());
  }

  @Test
  void mappingCannotBeWrittenThrough() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(0, 100)) {
      MemorySegment segment = mapping.segment();
      assertThrows(
          IllegalArgumentException.class, () -> segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
    }
  }

  @Test
  void populateReadMakesEveryPageResident() throws IOException {
    Capability populate = MemoryAdvice.POPULATE_READ.capability();
    assumeTrue(populate.available(), populate.reason());
    assertEquals(0, PageCache.evict(path).residentPages());
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(0, file.size())) {
      mapping.advise(MemoryAdvice.POPULATE_READ, 0, file.size());
      Residency after = PageCache.residency(path);
      assertEquals(after.pages(), after.residentPages(), after.toString());
    }
  }

  @Test
  void adviceOnAPartIsWidenedToItsPages() throws IOException {
    Capability populate = MemoryAdvice.POPULATE_READ.capability();
    assumeTrue(populate.available(), populate.reason());
    PageCache.evict(path);
    long page = NativeMemory.pageBytes();
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(0, file.size())) {
      mapping.advise(MemoryAdvice.RANDOM, 0, file.size());
      mapping.advise(MemoryAdvice.POPULATE_READ, 5 * page - 1, 2);
      long resident = PageCache.residency(path).residentPages();
      assertTrue(resident >= 2, resident + " pages");
      assertTrue(resident < BYTES / page, resident + " pages");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryAdvice.class,
      names = {"NORMAL", "RANDOM", "SEQUENTIAL", "WILLNEED", "DONTNEED"})
  void adviceChangesNoByte(MemoryAdvice advice) throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(0, file.size())) {
      mapping.advise(advice, 0, file.size());
      assertArrayEquals(content, mapping.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void rangesOutsideTheFileAreRefusedInOneSentence() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      IllegalArgumentException beyond =
          assertThrows(IllegalArgumentException.class, () -> file.map(0, BYTES + 1));
      assertEquals(
          "%d bytes at 0 cannot be mapped, because '%s' has %d bytes"
              .formatted(BYTES + 1, path, BYTES),
          beyond.getMessage());
      assertThrows(IllegalArgumentException.class, () -> file.map(0, 0));
      assertThrows(IllegalArgumentException.class, () -> file.map(4096, Long.MAX_VALUE));
      IllegalArgumentException misaligned =
          assertThrows(IllegalArgumentException.class, () -> file.map(5, 10));
      assertEquals(
          "a mapping of '%s' cannot start at 5, which is no multiple of the page size %d"
              .formatted(path, NativeMemory.pageBytes()),
          misaligned.getMessage());
      try (Mapping mapping = file.map(0, 100)) {
        assertThrows(
            IndexOutOfBoundsException.class, () -> mapping.advise(MemoryAdvice.NORMAL, 50, 51));
      }
    }
  }

  @Test
  void populatingAFileThatWasCutShortSaysSo() throws IOException {
    Capability populate = MemoryAdvice.POPULATE_READ.capability();
    assumeTrue(populate.available(), populate.reason());
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Mapping mapping = file.map(0, file.size());
        RandomAccessFile writer = new RandomAccessFile(path.toFile(), "rw")) {
      writer.setLength(4096);
      NativeCallException refused =
          assertThrows(
              NativeCallException.class,
              () -> mapping.advise(MemoryAdvice.POPULATE_READ, 0, file.size()));
      assertTrue(
          refused.getMessage().endsWith("the file became shorter after it was mapped"),
          refused.getMessage());
    }
  }

  @Test
  void closingEndsTheSegmentAndClosingAgainDoesNothing() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      Mapping mapping = file.map(0, 100);
      MemorySegment segment = mapping.segment();
      mapping.close();
      mapping.close();
      assertFalse(segment.scope().isAlive());
      assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
    }
  }
}
