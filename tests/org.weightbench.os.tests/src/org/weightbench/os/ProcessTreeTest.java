package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.testing.PlainJava;

class ProcessTreeTest {
  private static final int BYTES = 16 << 20;

  private RealDisk disk;
  private Path weights;

  @BeforeEach
  void writeColdFile() throws IOException {
    disk = RealDisk.open();
    Capability capability = ProcessTree.capability();
    assumeTrue(capability.available(), capability.reason());
    disk.write("weights", BYTES);
    weights = disk.file("weights");
    assertEquals(0, PageCache.evict(weights).residentPages());
  }

  @AfterEach
  void closeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void readsOfAChildOfTheProcessAreInTheSumsAlsoAfterItsEnd() throws Exception {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "cat \"$0\" -; read end", weights.toString()).start();
    try (ProcessTree tree = ProcessTree.of(shell.pid())) {
      shell.getInputStream().readNBytes(BYTES);
      ProcessTreeCounters both = tree.read();
      assertEquals(2, both.processes());
      assertEquals(0, both.hidden());
      assertTrue(both.readChars() >= BYTES, both.toString());
      assertTrue(both.readBytes() >= BYTES, both.toString());
      assertTrue(both.readCalls() >= 1, both.toString());
      assertTrue(both.residentBytes() > 0, both.toString());
      assertTrue(both.minorFaults() > 0, both.toString());
      shell.children().forEach(ProcessHandle::destroyForcibly);
      shell.getOutputStream().close();
      shell.waitFor();
      ProcessTreeCounters none = tree.read();
      assertEquals(0, none.processes());
      assertTrue(none.readChars() >= both.readChars(), none.toString());
      assertTrue(none.peakResidentBytes() >= both.residentBytes(), none.toString());
      assertFalse(tree.alive());
    } finally {
      shell.destroyForcibly().waitFor();
    }
  }

  @Test
  void futureChildrenAreCountedAndEarlierOnesAreNot() throws Exception {
    Process earlier = new ProcessBuilder("cat").start();
    Process later = null;
    try (ProcessTree tree = ProcessTree.ofFutureChildren()) {
      later = new ProcessBuilder("cat", weights.toString(), "-").start();
      later.getInputStream().readNBytes(BYTES);
      ProcessTreeCounters counters = tree.read();
      assertEquals(1, counters.processes());
      assertTrue(counters.readChars() >= BYTES, counters.toString());
    } finally {
      earlier.destroyForcibly().waitFor();
      if (later != null) {
        later.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void countersOfThisProcessAreThoseThatItSeesItself() throws IOException {
    ProcessCounters before = ProcessCounters.now();
    ProcessTreeCounters tree = ProcessTreeCounters.of(ProcessHandle.current().pid());
    assertTrue(tree.readChars() >= before.readChars(), tree.toString());
    assertTrue(tree.majorFaults() >= before.majorFaults(), tree.toString());
    assertTrue(tree.threads() > 1, tree.toString());
    assertTrue(tree.peakResidentBytes() >= tree.residentBytes(), tree.toString());
  }

  @Test
  void endedChildrenAreCountedExactlyWithTheirOwn() throws Exception {
    ChildCounters before = ChildCounters.now();
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "cat \"$0\" > /dev/null; true", weights.toString())
            .start();
    shell.onExit().join();
    ChildCounters used = ChildCounters.now().minus(before);
    assertTrue(used.readBytes() >= BYTES, used.toString());
    assertTrue(used.minorFaults() > 0, used.toString());
    assertTrue(used.voluntarySwitches() > 0, used.toString());
    assertTrue(used.userNanos() + used.systemNanos() > 0, used.toString());
  }

  @Test
  void processThatIsNotThereIsNamed() {
    IOException refused = assertThrows(IOException.class, () -> ProcessTree.of(Integer.MAX_VALUE));
    assertEquals("process 2147483647 is not there, or has ended", refused.getMessage());
  }

  @Test
  void probeFollowsTheResidencyOfAFile() throws IOException {
    Capability capability = ResidencyProbe.capability(weights);
    assumeTrue(capability.available(), capability.reason());
    try (ResidencyProbe probe = ResidencyProbe.open(List.of(weights))) {
      assertEquals(0, probe.share());
      PageCache.warm(weights);
      assertEquals(1, probe.share());
    }
  }

  @Test
  void memoryIsSharedWithAnotherProcess() throws Exception {
    try (SharedMemory memory = SharedMemory.create(4096)) {
      assertEquals(0, memory.segment().get(ValueLayout.JAVA_LONG, 8));
      PlainJava.Ended writer =
          PlainJava.run(Writer.class, disk.folder(), List.of(memory.path().toString()));
      assertEquals(0, writer.exitCode(), writer.err());
      assertEquals(4711, memory.segment().get(ValueLayout.JAVA_LONG, 8));
    }
  }

  /** A process that writes into the memory of another. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = SharedMemory.map(Path.of(arguments[0]), 4096, arena);
        memory.set(ValueLayout.JAVA_LONG, 8, 4711);
      }
    }
  }
}
