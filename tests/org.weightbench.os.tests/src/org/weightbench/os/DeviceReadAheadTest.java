package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceReadAheadTest {
  private static final long IMAGE_BYTES = 32L << 20;
  private static final long WANTED_BYTES = 512 << 10;

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

  @Test
  void readAheadIsWhatTheKernelKeepsForTheFilesDevice() throws IOException {
    disk.write("weights", 10);
    DeviceReadAhead readAhead = DeviceReadAhead.of(disk.file("weights")).orElseThrow();
    assertEquals(
        Long.parseLong(Files.readString(readAhead.file()).trim()) * 1024, readAhead.bytes());
  }

  @Test
  void settingHoldsUntilTheJournalCloses() throws Exception {
    Path image = disk.file("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(IMAGE_BYTES);
    }
    try (Commands commands = new Commands()) {
      String loop = commands.run("losetup", "--find", "--show", image.toString());
      commands.undoWith("losetup", "--detach", loop);
      Path mounted = Files.createDirectory(disk.file("mounted"));
      commands.run("mkfs.ext4", "-q", loop);
      commands.run("mount", loop, mounted.toString());
      commands.undoWith("umount", mounted.toString());
      Path weights = Files.write(mounted.resolve("weights"), new byte[1]);
      DeviceReadAhead before = DeviceReadAhead.of(weights).orElseThrow();
      assertNotEquals(WANTED_BYTES, before.bytes());
      try (SystemJournal journal = SystemJournal.open(disk.file("journals"))) {
        assertEquals(WANTED_BYTES, before.set(WANTED_BYTES + 1, journal).bytes());
        assertEquals(WANTED_BYTES, DeviceReadAhead.of(weights).orElseThrow().bytes());
        assertEquals(
            Long.toString(WANTED_BYTES / 1024), commands.run("cat", before.file().toString()));
      }
      assertEquals(before, DeviceReadAhead.of(weights).orElseThrow());
    }
  }

  @Test
  void fileWithoutADeviceHasNone() throws IOException {
    Path status = Path.of("/proc/self/status");
    assertTrue(DeviceReadAhead.of(status).isEmpty());
    Capability capability = DeviceReadAhead.capability(status);
    assertFalse(capability.available());
    assertEquals("its file system shows no read_ahead_kb", capability.reason());
  }
}
