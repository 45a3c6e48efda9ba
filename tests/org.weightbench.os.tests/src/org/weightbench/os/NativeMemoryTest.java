package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeMemoryTest {
  private static final long MIB = 1L << 20;

  @BeforeEach
  void needsLinux() {
    Capability memory = NativeMemory.capability(PageKind.NORMAL);
    assumeTrue(memory.available(), memory.reason());
  }

  @ParameterizedTest
  @EnumSource(PageKind.class)
  void memoryIsZeroWritableAndExactlyAsLargeAsAskedFor(PageKind kind) throws IOException {
    assumeTrue(NativeMemory.capability(kind).available(), NativeMemory.capability(kind).reason());
    long bytes = 5 * MIB + 3;
    try (NativeMemory memory = NativeMemory.allocate(bytes, kind)) {
      MemorySegment segment = memory.segment();
      assertEquals(bytes, segment.byteSize());
      assertEquals(0, segment.address() % (kind == PageKind.HUGE ? 2 * MIB : 4096));
      for (long at = 0; at < bytes; at += 4096) {
        assertEquals(0, segment.get(ValueLayout.JAVA_BYTE, at));
      }
      segment.set(ValueLayout.JAVA_BYTE, bytes - 1, (byte) 7);
      assertEquals(7, segment.get(ValueLayout.JAVA_BYTE, bytes - 1));
    }
  }

  @Test
  void touchMakesPagesResidentAndKeepsTheirContents() throws IOException {
    try (NativeMemory memory = NativeMemory.allocate(8 * MIB, PageKind.NORMAL)) {
      MemorySegment segment = memory.segment();
      segment.set(ValueLayout.JAVA_LONG, 0, 42);
      segment.set(ValueLayout.JAVA_LONG, 5 * MIB, 43);
      assertTrue(resident(segment) < MIB, "only touched pages take room");
      memory.touch(10, 6 * MIB);
      long resident = resident(segment);
      assertTrue(resident >= 6 * MIB && resident < 7 * MIB, resident + " bytes resident");
      assertEquals(42, segment.get(ValueLayout.JAVA_LONG, 0));
      assertEquals(43, segment.get(ValueLayout.JAVA_LONG, 5 * MIB));
    }
  }

  @Test
  void hugePagesAreAskedForAndNormalMemoryNeverGetsThem() throws IOException {
    Capability huge = NativeMemory.capability(PageKind.HUGE);
    assumeTrue(huge.available(), huge.reason());
    try (NativeMemory memory = NativeMemory.allocate(32 * MIB, PageKind.HUGE);
        NativeMemory plain = NativeMemory.allocate(32 * MIB, PageKind.NORMAL)) {
      plain.touch(0, 32 * MIB);
      assertTrue(flags(memory.segment()).contains("hg"), flags(memory.segment()).toString());
      assertTrue(flags(plain.segment()).contains("nh"), flags(plain.segment()).toString());
      assertEquals(0, bytes(plain.segment(), "AnonHugePages"));
    }
  }

  @Test
  void touchOutsideTheMemoryIsRefused() throws IOException {
    try (NativeMemory memory = NativeMemory.allocate(MIB, PageKind.NORMAL)) {
      assertThrows(IndexOutOfBoundsException.class, () -> memory.touch(1, MIB));
    }
  }

  @Test
  void noBytesCannotBeAllocated() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> NativeMemory.allocate(0, PageKind.NORMAL));
    assertEquals("0 bytes of memory cannot be allocated", refused.getMessage());
  }

  @Test
  void moreThanTheAddressSpaceIsRefusedInOneSentence() {
    NativeCallException refused =
        assertThrows(
            NativeCallException.class, () -> NativeMemory.allocate(1L << 60, PageKind.NORMAL));
    assertTrue(
        refused.getMessage().startsWith("mmap of 1152921504606846976 bytes of memory failed"),
        refused.getMessage());
  }

  @Test
  void closingGivesTheMemoryBack() throws IOException {
    NativeMemory memory = NativeMemory.allocate(MIB, PageKind.NORMAL);
    memory.close();
    memory.close();
    assertFalse(memory.segment().scope().isAlive());
  }

  private static long resident(MemorySegment segment) throws IOException {
    return bytes(segment, "Rss");
  }

  private static long bytes(MemorySegment segment, String field) throws IOException {
    return Long.parseLong(field(segment, field).replace(" kB", "")) * 1024;
  }

  private static List<String> flags(MemorySegment segment) throws IOException {
    return List.of(field(segment, "VmFlags").split(" "));
  }

  /** A field of the mapping in /proc/self/smaps that holds the segment's first byte. */
  private static String field(MemorySegment segment, String name) throws IOException {
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        String[] ends = line.substring(0, line.indexOf(' ')).split("-");
        long from = Long.parseUnsignedLong(ends[0], 16);
        long to = Long.parseUnsignedLong(ends[1], 16);
        inside =
            Long.compareUnsigned(from, segment.address()) <= 0
                && Long.compareUnsigned(segment.address(), to) < 0;
      } else if (inside && line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).trim();
      }
    }
    throw new IOException("no mapping holds the segment");
  }
}
