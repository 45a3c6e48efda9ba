package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.os.IoUring.Completion;

class IoUringTest {
  private static final int PIECE = 64 << 10;
  private static final int BYTES = 40 * PIECE + 12_345;
  private static final int SETUP_CALL = 425;

  private RealDisk disk;
  private Path path;
  private byte[] content;

  @BeforeEach
  void writeFile() throws IOException {
    disk = RealDisk.open();
    Capability capability = IoUring.capability();
    assumeTrue(capability.available(), capability.reason());
    content = disk.write("weights", BYTES);
    path = disk.file("weights");
    PageCache.evict(path);
  }

  @AfterEach
  void closeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, BUFFERED, false, false",
    "7, BUFFERED, false, true",
    "64, BUFFERED, true, true",
    "1, DIRECT, false, true",
    "5, DIRECT, false, false",
    "64, DIRECT, false, true",
    "8, DIRECT, true, false"
  })
  void readsInAnyOrderBringTheFilesExactBytes(
      int depth, OpenMode mode, boolean polling, boolean registered) throws IOException {
    assumeTrue(
        mode == OpenMode.BUFFERED || NativeFile.capability(path, mode).available(), "direct");
    try (NativeFile file = NativeFile.open(path, mode);
        NativeMemory memory = NativeMemory.allocate(BYTES + PIECE, PageKind.NORMAL);
        IoUring ring = IoUring.open(depth, polling)) {
      if (registered) {
        ring.registerFiles(List.of(file));
        ring.registerBuffers(List.of(memory.segment()));
      }
      assertEquals(depth, ring.depth());
      assertTrue(ring.granted().contains(polling ? "SQPOLL" : "DEFER_TASKRUN"), ring.granted());
      Set<Long> outstanding = new HashSet<>();
      long bytes = 0;
      long next = 0;
      while (next < BYTES || ring.underWay() > 0) {
        while (next < BYTES && ring.underWay() < depth) {
          ring.prepareRead(file, memory.segment().asSlice(next, PIECE), next, next);
          outstanding.add(next);
          next += PIECE;
        }
        ring.await(1);
        for (Completion done = ring.poll(); done != null; done = ring.poll()) {
          assertTrue(outstanding.remove(done.token()), done.toString());
          assertEquals(Math.min(PIECE, BYTES - done.token()), done.result());
          bytes += done.result();
        }
      }
      assertEquals(BYTES, bytes);
      assertArrayEquals(content, head(memory));
    }
  }

  @Test
  void readsOfSeveralFilesAreToldApartByTheirTokens() throws IOException {
    byte[] other = disk.write("other", PIECE);
    try (NativeFile first = NativeFile.open(path, OpenMode.BUFFERED);
        NativeFile second = NativeFile.open(disk.file("other"), OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(2 * PIECE, PageKind.NORMAL);
        IoUring ring = IoUring.open(2, false)) {
      ring.registerFiles(List.of(first, second));
      ring.prepareRead(second, memory.segment().asSlice(PIECE, PIECE), 0, -2);
      ring.prepareRead(first, memory.segment().asSlice(0, PIECE), PIECE, 7);
      ring.await(2);
      Set<Completion> done = new HashSet<>(List.of(ring.poll(), ring.poll()));
      assertEquals(Set.of(new Completion(7, PIECE), new Completion(-2, PIECE)), done);
      assertNull(ring.poll());
      byte[] read = memory.segment().toArray(ValueLayout.JAVA_BYTE);
      assertArrayEquals(other, Arrays.copyOfRange(read, PIECE, 2 * PIECE));
      assertArrayEquals(Arrays.copyOfRange(content, PIECE, 2 * PIECE), Arrays.copyOf(read, PIECE));
    }
  }

  @Test
  void onlyInterruptedReadsAreToBePreparedAgain() {
    assertTrue(new Completion(1, -4).interrupted());
    assertTrue(new Completion(1, -11).interrupted());
    assertFalse(new Completion(1, -5).interrupted());
    assertFalse(new Completion(1, 0).interrupted());
    assertFalse(new Completion(1, 4).interrupted());
  }

  @Test
  void noMoreReadsAreTakenThanTheDepth() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(PIECE, PageKind.NORMAL);
        IoUring ring = IoUring.open(3, false)) {
      for (int i = 0; i < 3; i++) {
        ring.prepareRead(file, memory.segment(), 0, i);
      }
      assertThrows(
          IllegalStateException.class, () -> ring.prepareRead(file, memory.segment(), 0, 3));
      assertEquals(3, ring.unsubmitted());
      ring.submit();
      assertEquals(0, ring.unsubmitted());
      assertThrows(IllegalArgumentException.class, () -> ring.await(4));
      ring.await(3);
      assertEquals(3, ring.underWay());
      assertEquals(PIECE, ring.poll().result());
      assertEquals(2, ring.underWay());
      ring.prepareRead(file, memory.segment(), 0, 4);
    }
    assertThrows(IllegalArgumentException.class, () -> IoUring.open(0, false));
    assertThrows(IllegalArgumentException.class, () -> IoUring.open(1 << 20, false));
  }

  @Test
  void closingWaitsForTheReadsUnderWayAndGivesTheFileBack() throws IOException {
    NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
    try (NativeMemory memory = NativeMemory.allocate(BYTES, PageKind.NORMAL)) {
      IoUring ring = IoUring.open(64, false);
      for (int at = 0; at < BYTES; at += PIECE) {
        int length = Math.min(PIECE, BYTES - at);
        ring.prepareRead(file, memory.segment().asSlice(at, length), at, at);
      }
      file.close();
      assertTrue(openDescriptors().contains(path.toString()), "the ring still reads the file");
      ring.submit();
      ring.close();
      ring.close();
      assertArrayEquals(content, head(memory));
      assertFalse(openDescriptors().contains(path.toString()), "the file is closed");
      assertFalse(openDescriptors().contains("anon_inode:[io_uring]"), "the ring is closed");
    }
  }

  @Test
  void anotherThreadIsRefused() throws IOException {
    try (IoUring ring = IoUring.open(1, false)) {
      CompletionException refusal =
          assertThrows(
              CompletionException.class,
              () -> CompletableFuture.runAsync(() -> ring.poll()).join());
      assertEquals(WrongThreadException.class, refusal.getCause().getClass());
    }
  }

  @Test
  void aMisalignedDirectReadIsAnsweredWithTheReason() throws IOException {
    Capability direct = NativeFile.capability(path, OpenMode.DIRECT);
    assumeTrue(direct.available(), direct.reason());
    try (NativeFile file = NativeFile.open(path, OpenMode.DIRECT);
        NativeMemory memory = NativeMemory.allocate(PIECE, PageKind.NORMAL);
        IoUring ring = IoUring.open(1, false)) {
      MemorySegment target = memory.segment().asSlice(1, 4096);
      ring.prepareRead(file, target, 1, 0);
      ring.await(1);
      int result = ring.poll().result();
      assertEquals(-22, result);
      String message = file.refused("io_uring read", target, 1, -result).getMessage();
      assertTrue(message.contains("multiples of"), message);
      assertTrue(message.contains(path.toString()), message);
    }
  }

  @Test
  void aReadBehindTheEndBringsNothing() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        NativeMemory memory = NativeMemory.allocate(PIECE, PageKind.NORMAL);
        IoUring ring = IoUring.open(1, false)) {
      ring.prepareRead(file, memory.segment(), 10L << 32, 1);
      ring.await(1);
      assertEquals(new Completion(1, 0), ring.poll());
    }
  }

  @Test
  void onlyNativeMemoryThatMayBeWrittenIsATarget() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined();
        IoUring ring = IoUring.open(1, false)) {
      for (MemorySegment target :
          List.of(MemorySegment.ofArray(new byte[8]), arena.allocate(8).asReadOnly())) {
        assertThrows(IllegalArgumentException.class, () -> ring.prepareRead(file, target, 0, 0));
      }
      assertThrows(
          IllegalArgumentException.class, () -> ring.prepareRead(file, arena.allocate(8), -1, 0));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              ring.registerBuffers(
                  List.of(MemorySegment.NULL.reinterpret(IoUring.MAX_BUFFER_BYTES + 1))));
      assertEquals(0, ring.underWay());
    }
  }

  @Test
  void moreMemoryThanMayBeLockedIsRefusedWithTheLimit() throws Exception {
    NativeCallException refusal =
        RestrictedThread.withLockedMemory(
            64 << 10,
            () -> {
              try (IoUring ring = IoUring.open(4, false);
                  NativeMemory memory = NativeMemory.allocate(1 << 20, PageKind.NORMAL)) {
                return assertThrows(
                    NativeCallException.class,
                    () -> ring.registerBuffers(List.of(memory.segment())));
              }
            });
    assertTrue(refusal.getMessage().contains("1048576 bytes of memory"), refusal.getMessage());
    assertTrue(
        refusal.getMessage().contains("RLIMIT_MEMLOCK is 65536 bytes"), refusal.getMessage());
  }

  @Test
  void aThreadThatASecurityProfileForbidsItHearsTheReason() throws Exception {
    Capability forbidden =
        RestrictedThread.withoutSystemCall(SETUP_CALL, () -> IoUring.capability());
    assertFalse(forbidden.available());
    assertTrue(forbidden.reason().contains("seccomp"), forbidden.reason());
    assertTrue(IoUring.capability().available(), "other threads keep it");
  }

  private static byte[] head(NativeMemory memory) {
    byte[] read = memory.segment().asSlice(0, BYTES).toArray(ValueLayout.JAVA_BYTE);
    assertNotEquals(0, read.length);
    return read;
  }

  private static Set<String> openDescriptors() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> listing = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : listing.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          names.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    return names;
  }
}
