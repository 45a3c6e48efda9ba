package org.weightbench.hardware.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
  void aBalloonThatReportsFreePagesGivesThemBackToTheHost() {
    assertEquals(Reading.known(false), read().freeMemoryReported());

    String devices = "/sys/bus/virtio/devices/";
    tree.file(devices + "virtio0/device", "0x0002\n")
        .file(devices + "virtio0/features", "0000010000\n")
        .file(devices + "virtio1/device", "0x0005\n")
        .file(devices + "virtio1/features", "0000000000\n");
    assertEquals(Reading.known(false), read().freeMemoryReported());

    tree.file(devices + "virtio1/features", "0000010000\n");
    assertEquals(Reading.known(true), read().freeMemoryReported());
  }

  @Test
  void channelsWithAModuleAreCountedOnceForEachController() {
    String controllers = "/sys/devices/system/edac/mc";
    tree.file(controllers + "/mc0/dimm0/dimm_location", "channel 0 slot 0 \n")
        .file(controllers + "/mc0/dimm1/dimm_location", "channel 0 slot 1 \n")
        .file(controllers + "/mc0/dimm2/dimm_location", "channel 1 slot 0 \n")
        .file(controllers + "/mc1/dimm0/dimm_location", "channel 0 slot 0 \n");

    assertEquals(Reading.known(3), read().channels());
  }

  @Test
  void modulesAreReadFromTheFirmwaresTableWithoutEmptySlots() {
    ByteBuffer table = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    put(table, 0, 0x18, 0, 0, 0, "BIOS");
    put(table, 17, 0x22, 0x7FFF, 65536, 4800, "DIMM_A1", "P0 CHANNEL A");
    put(table, 17, 0x22, 0, 0, 0, "DIMM_B1", "P0 CHANNEL B");
    put(table, 17, 0x22, 16384, 0, 5600, "DIMM_C1", "P0 CHANNEL C");
    put(table, 127, 4, 0, 0, 0, "");
    tree.file("/sys/firmware/dmi/tables/DMI", Arrays.copyOf(table.array(), table.position()));

    assertEquals(
        Reading.known(
            List.of(
                new Memory.MemoryModule("P0 CHANNEL A DIMM_A1", "DDR5", 64L << 30, 4_800_000_000L),
                new Memory.MemoryModule(
                    "P0 CHANNEL C DIMM_C1", "DDR5", 16L << 30, 5_600_000_000L))),
        read().modules());
  }

  @Test
  void aDamagedTableOfTheFirmwareIsNoModule() {
    tree.file("/sys/firmware/dmi/tables/DMI", new byte[] {17, 40, 0, 0, 1, 2, 3});

    assertEquals(Reading.State.UNKNOWN, read().modules().state());
  }

  /** Puts a structure of SMBIOS whose fields are those of a memory device. */
  private static void put(
      ByteBuffer table, int type, int length, int size, int megabytes, int speed, String... texts) {
    int at = table.position();
    table.put(at, (byte) type).put(at + 1, (byte) length);
    if (type == 17) {
      table.putShort(at + 0x0C, (short) size).put(at + 0x10, (byte) 1).put(at + 0x11, (byte) 2);
      table.put(at + 0x12, (byte) 0x22).putInt(at + 0x1C, megabytes);
      table.putShort(at + 0x20, (short) speed);
    }
    table.position(at + length);
    for (String text : texts) {
      table.put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    }
    table.put((byte) 0);
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
