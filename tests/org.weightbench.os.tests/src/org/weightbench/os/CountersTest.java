package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.os.internal.KernelText;

class CountersTest {
  private static final int BYTES = 16 << 20;

  private RealDisk disk;
  private Path path;
  private byte[] content;

  @BeforeEach
  void writeColdFile() throws IOException {
    disk = RealDisk.open();
    assumeTrue(ProcessCounters.capability().available(), ProcessCounters.capability().reason());
    content = disk.write("weights", BYTES);
    path = disk.file("weights");
    assertEquals(0, PageCache.evict(path).residentPages());
  }

  @AfterEach
  void closeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void coldBufferedReadsCountTheirBytesFromTheDeviceAndWarmOnesDoNot() throws IOException {
    ProcessCounters cold = countRead(OpenMode.BUFFERED);
    assertTrue(cold.readBytes() >= BYTES, cold.toString());
    assertTrue(cold.readChars() >= BYTES, cold.toString());
    assertTrue(cold.readCalls() >= 1, cold.toString());
    assertTrue(cold.systemNanos() + cold.userNanos() > 0, cold.toString());
    assertTrue(cold.maxResidentBytes() > BYTES, cold.toString());
    ProcessCounters warm = countRead(OpenMode.BUFFERED);
    assertTrue(warm.readBytes() < BYTES / 2, warm.toString());
    assertTrue(warm.readChars() >= BYTES, warm.toString());
  }

  @Test
  void deviceStatisticsShowTheBytesOfAColdDirectRead() throws IOException {
    Capability direct = NativeFile.capability(path, OpenMode.DIRECT);
    assumeTrue(direct.available(), direct.reason());
    BlockDevice device = BlockDevice.of(path).orElseThrow();
    DeviceCounters before = device.counters();
    ProcessCounters process = countRead(OpenMode.DIRECT);
    DeviceCounters read = device.counters().minus(before);
    assertTrue(read.readBytes() >= BYTES, read.toString());
    assertTrue(read.reads() >= 1, read.toString());
    assertTrue(process.readBytes() >= BYTES, process.toString());
  }

  @Test
  void everyDeviceBelowShowsTheBytesOfAColdRead() throws IOException {
    BlockDevice device = BlockDevice.of(path).orElseThrow();
    assumeTrue(device.leaves().size() == 1, "the file is spread over several disks");
    BlockDevice leaf = device.leaves().getFirst();
    DeviceCounters before = leaf.counters();
    countRead(OpenMode.BUFFERED);
    DeviceCounters read = leaf.counters().minus(before);
    assertTrue(read.readBytes() >= BYTES, read.toString());
  }

  @Test
  void touchingAColdMappingCausesMajorFaultsAndAWarmOneMinorFaults() throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      ProcessCounters cold = countTouch(file);
      assertTrue(cold.majorFaults() >= 1, cold.toString());
      ProcessCounters warm = countTouch(file);
      assertTrue(warm.minorFaults() >= 1, warm.toString());
      assertTrue(warm.majorFaults() < cold.majorFaults(), cold + " then " + warm);
    }
  }

  @Test
  void statisticsWithTooFewFieldsAreAnErrorThatNamesTheDevice() {
    IOException refused =
        assertThrows(IOException.class, () -> DeviceCounters.parse(text("1 2 3"), "sda"));
    assertEquals(
        "the statistics of device sda have 3 fields and 11 or more were expected",
        refused.getMessage());
  }

  @Test
  void statisticsCountSectorsOf512Bytes() throws IOException {
    String stat = "  10  1  20  3  40  5  60  7  2  80  90  1 2 3 4 5 6\n";
    assertEquals(
        new DeviceCounters(10, 1, 20 * 512, 3, 40, 5, 60 * 512, 7, 2, 80, 90),
        DeviceCounters.parse(text(stat), "sda"));
  }

  private static KernelText text(String text) {
    return KernelText.of(Path.of("/sys/block/sda/stat"), text);
  }

  @Test
  void missingCounterIsAnErrorThatNamesIt() throws IOException {
    assertEquals(17, ProcessCounters.field("rchar: 4\nread_bytes: 17\n", "read_bytes"));
    IOException refused =
        assertThrows(IOException.class, () -> ProcessCounters.field("rchar: 4\n", "read_bytes"));
    assertTrue(refused.getMessage().contains("no line 'read_bytes: N'"), refused.getMessage());
  }

  private ProcessCounters countRead(OpenMode mode) throws IOException {
    try (NativeFile file = NativeFile.open(path, mode);
        NativeMemory memory = NativeMemory.allocate(BYTES, PageKind.NORMAL)) {
      ProcessCounters before = ProcessCounters.now();
      long done = 0;
      while (done < BYTES) {
        long bytes = file.read(memory.segment().asSlice(done), done);
        assertTrue(bytes > 0, "the file ended at " + done);
        done += bytes;
      }
      return ProcessCounters.now().minus(before);
    }
  }

  private ProcessCounters countTouch(NativeFile file) throws IOException {
    try (Mapping mapping = file.map(0, file.size())) {
      ProcessCounters before = ProcessCounters.now();
      RealDisk.touch(mapping, content);
      return ProcessCounters.now().minus(before);
    }
  }
}
