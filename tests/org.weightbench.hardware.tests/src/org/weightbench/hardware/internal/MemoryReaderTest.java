package org.weightbench.hardware.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.Memory;
import org.weightbench.hardware.Memory.HugePagePool;
import org.weightbench.hardware.Memory.NumaNode;
import org.weightbench.hardware.Reading;

class MemoryReaderTest {

  @TempDir Path folder;
  private RecordedTree tree;

  @BeforeEach
  void startWithNothing() {
    tree = new RecordedTree(folder);
  }

  @Test
  void sizesAreGivenInBytes() {
    tree.file(
        "/proc/meminfo",
        """
        MemTotal:       24684092 kB
        MemFree:        24253624 kB
        MemAvailable:   24284404 kB
        SwapTotal:       2097148 kB
        SwapFree:              0 kB
        """);

    Memory memory = read();

    assertEquals(Reading.known(24684092L * 1024), memory.totalBytes());
    assertEquals(Reading.known(24284404L * 1024), memory.availableBytes());
    assertEquals(Reading.known(2097148L * 1024), memory.swapTotalBytes());
    assertEquals(Reading.known(0L), memory.swapFreeBytes());
  }

  @Test
  void aNumaNodeWithoutProcessorsIsListed() {
    String nodes = "/sys/devices/system/node";
    tree.file(nodes + "/node0/meminfo", "Node 0 MemTotal:       1024 kB\n")
        .file(nodes + "/node0/cpulist", "0-3\n")
        .file(nodes + "/node10/meminfo", "Node 10 MemTotal:       4096 kB\n")
        .file(nodes + "/node10/cpulist", "\n")
        .file(nodes + "/node2/meminfo", "Node 2 MemTotal:       2048 kB\n")
        .file(nodes + "/node2/cpulist", "4-7\n")
        .file(nodes + "/online", "0,2,10\n");

    assertEquals(
        Reading.known(
            List.of(
                new NumaNode(0, 1 << 20, "0-3"),
                new NumaNode(2, 2 << 20, "4-7"),
                new NumaNode(10, 4 << 20, ""))),
        read().numaNodes());
  }

  @Test
  void hugePagesAndSwappinessAreRead() {
    tree.file("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
        .file(
            "/sys/kernel/mm/transparent_hugepage/defrag",
            "always defer [defer+madvise] madvise never\n")
        .file("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "3\n")
        .file("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "0\n")
        .file("/proc/sys/vm/swappiness", "60\n");

    Memory memory = read();

    assertEquals(Reading.known("madvise"), memory.transparentHugePages());
    assertEquals(Reading.known("defer+madvise"), memory.transparentHugePageDefrag());
    assertEquals(
        Reading.known(List.of(new HugePagePool(2 << 20, 0), new HugePagePool(1 << 30, 3))),
        memory.hugePagePools());
    assertEquals(Reading.known(60), memory.swappiness());
  }

  @Test
  void thePageSizeIsWhatTheKernelHandsToTheProcess() {
    ByteBuffer auxiliary = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
    auxiliary.putLong(16).putLong(4096).putLong(6).putLong(65536).putLong(0).putLong(0);
    tree.file("/proc/self/auxv", auxiliary.array());

    assertEquals(Reading.known(65536L), read().pageBytes());
  }

  private Memory read() {
    return new MemoryReader(tree.tree(), Oshi.notAsked()).read();
  }
}
