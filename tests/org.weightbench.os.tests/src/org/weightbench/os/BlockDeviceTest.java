package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockDeviceTest {
  private static final long IMAGE_BYTES = 64L << 20;
  private static final int FILE_BYTES = 1 << 20;
  private static final int FIRST_SECTOR = 2048;

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
  void fileAndItsFolderLieOnTheSameDevice() throws IOException {
    disk.write("weights", 10);
    BlockDevice device = BlockDevice.of(disk.file("weights")).orElseThrow();
    assertEquals(disk.device(), device);
    assertEquals(
        device.major() + ":" + device.minor(),
        Files.readString(device.sysfs().resolve("dev")).trim());
    assertTrue(BlockDevice.capability(disk.file("weights")).available());
    for (BlockDevice leaf : device.leaves()) {
      assertFalse(Files.exists(leaf.sysfs().resolve("partition")), leaf.toString());
    }
  }

  @Test
  void missingFileIsNamed() {
    IOException refused =
        assertThrows(IOException.class, () -> BlockDevice.of(disk.file("absent")));
    assertTrue(refused.getMessage().contains("no such file or directory"), refused.getMessage());
  }

  @Test
  void fileInMemoryHasNoDeviceAndTheReasonNamesItsFileSystem() {
    Path inMemory = Path.of("/proc/self/status");
    assertEquals(
        "its file system (proc) shows no block device of its own",
        BlockDevice.capability(inMemory).reason());
  }

  @Test
  void temporaryFileSystemHasNoDevice() throws Exception {
    Path mountPoint = Files.createDirectory(disk.file("with space"));
    try (Commands commands = new Commands()) {
      commands.run("mount", "-t", "tmpfs", "none", mountPoint.toString());
      commands.undoWith("umount", mountPoint.toString());
      Path file = Files.createFile(mountPoint.resolve("weights"));
      assertTrue(BlockDevice.of(file).isEmpty());
      Mount mount = Mount.of(file).orElseThrow();
      assertEquals("tmpfs", mount.type());
      assertEquals(mountPoint, mount.directory());
    }
  }

  @Test
  void partitionOfALoopDeviceLeadsToTheDiskOfItsImage() throws Exception {
    try (Commands commands = new Commands()) {
      String loop = attachPartitionedImage(commands);
      Path weights = mountNewFileSystem(commands, loop + "p1");
      BlockDevice partition = BlockDevice.of(weights).orElseThrow();
      String loopName = Path.of(loop).getFileName().toString();
      assertEquals(loopName + "p1", partition.name());
      assertEquals(loopName, partition.below().getFirst().name());
      assertEquals(List.of(disk.device()), partition.below().getFirst().below());
      assertEquals(disk.device().leaves(), partition.leaves());
      assertColdReadIsCountedBy(partition, weights);
      assertColdReadIsCountedBy(partition.below().getFirst(), weights);
    }
  }

  @Test
  void deviceMapperLeadsToWhatItMaps() throws Exception {
    String mapped = "weightbench-" + ProcessHandle.current().pid();
    try (Commands commands = new Commands()) {
      String loop = attachPartitionedImage(commands);
      String table = "0 %d linear %sp1 0".formatted(partitionSectors(), loop);
      commands.run("dmsetup", "--noudevsync", "create", mapped, "--table", table);
      commands.undoWith("dmsetup", "--noudevsync", "remove", mapped);
      Path weights = mountNewFileSystem(commands, "/dev/mapper/" + mapped);
      BlockDevice device = BlockDevice.of(weights).orElseThrow();
      assertTrue(device.name().startsWith("dm-"), device.toString());
      assertEquals(
          Path.of(loop).getFileName() + "p1", device.below().getFirst().name(), device.toString());
      assertEquals(disk.device().leaves(), device.leaves());
      assertColdReadIsCountedBy(device, weights);
    }
  }

  @Test
  void membersOfAVolumeAreItsSlavesAndEachPartitionsDiskComesOnce() throws IOException {
    Path sda = sysfsDirectory("sda", "8:0");
    for (String partition : List.of("sda1", "sda2")) {
      sysfsDirectory("sda/" + partition, "8:" + partition.charAt(3));
      Files.writeString(sda.resolve(partition + "/partition"), "1\n");
    }
    Path sdb = sysfsDirectory("sdb", "8:16");
    Path volume = sysfsDirectory("dm-0", "253:0");
    Path slaves = Files.createDirectory(volume.resolve("slaves"));
    Files.createSymbolicLink(slaves.resolve("sda1"), sda.resolve("sda1"));
    Files.createSymbolicLink(slaves.resolve("sda2"), sda.resolve("sda2"));
    Files.createSymbolicLink(slaves.resolve("sdb"), sdb);
    BlockDevice device = BlockDevice.at(volume, 0);
    assertEquals(List.of("sda1", "sda2", "sdb"), names(device.below()));
    assertEquals(List.of("sda", "sdb"), names(device.leaves()));
    assertEquals(253, device.major());
    assertEquals(16, device.leaves().getLast().minor());
  }

  @Test
  void mountLineWithEscapesAndOptionalFieldsIsUnderstood() {
    assertEquals(
        new Mount(36, Path.of("/mnt/two words"), "ext4", "/dev/sda1", List.of("rw")),
        Mount.parse(
            "36 35 98:0 /root /mnt/two\\040words rw,noatime master:1 shared:2 - ext4 /dev/sda1"
                + " rw"));
    assertEquals(
        new Mount(21, Path.of("/proc"), "proc", "none", List.of("rw")),
        Mount.parse("21 1 0:5 / /proc rw - proc none rw"));
  }

  @Test
  void overlayLeadsToTheDeviceOfTheLayerThatHoldsTheFile() throws Exception {
    for (String name : List.of("lower,1", "upper", "work", "merged")) {
      Files.createDirectory(disk.file(name));
    }
    Files.write(disk.file("lower,1").resolve("below"), new byte[FILE_BYTES]);
    Path merged = disk.file("merged");
    try (Commands commands = new Commands()) {
      commands.run(
          "mount",
          "-t",
          "overlay",
          "none",
          "-o",
          "lowerdir=%s,upperdir=%s,workdir=%s"
              .formatted(
                  disk.file("lower,1").toString().replace(",", "\\,"),
                  disk.file("upper"),
                  disk.file("work")),
          merged.toString());
      commands.undoWith("umount", merged.toString());
      Files.write(merged.resolve("above"), new byte[1]);
      assertEquals(disk.device(), BlockDevice.of(merged.resolve("below")).orElseThrow());
      assertEquals(disk.device(), BlockDevice.of(merged.resolve("above")).orElseThrow());
    }
  }

  @Test
  void overlayWhoseLayersAreNotVisibleHasNoDevice() throws IOException {
    Mount mount =
        Mount.parse(
            "9 1 0:5 / / rw - overlay overlay rw,lowerdir=/no/a\\072b:/no/c,upperdir=/no/d");
    assertTrue(mount.layered(disk.folder()).isEmpty());
  }

  private static List<String> names(List<BlockDevice> devices) {
    return devices.stream().map(BlockDevice::name).toList();
  }

  private Path sysfsDirectory(String name, String numbers) throws IOException {
    Path directory = Files.createDirectory(disk.file(name));
    Files.writeString(directory.resolve("dev"), numbers + "\n");
    return directory;
  }

  private String attachPartitionedImage(Commands commands) throws IOException {
    Path image = disk.file("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(IMAGE_BYTES);
    }
    String loop = commands.run("losetup", "--find", "--show", "--partscan", image.toString());
    commands.undoWith("losetup", "--detach", loop);
    String sectors = Long.toString(partitionSectors());
    commands.run("addpart", loop, "1", Integer.toString(FIRST_SECTOR), sectors);
    commands.undoWith("delpart", loop, "1");
    return loop;
  }

  private Path mountNewFileSystem(Commands commands, String device) throws IOException {
    Path mountPoint = Files.createDirectory(disk.file("mounted"));
    commands.run("mkfs.ext4", "-q", device);
    commands.run("mount", device, mountPoint.toString());
    commands.undoWith("umount", mountPoint.toString());
    return Files.write(mountPoint.resolve("weights"), new byte[FILE_BYTES]);
  }

  private static void assertColdReadIsCountedBy(BlockDevice device, Path file) throws IOException {
    assertEquals(0, PageCache.evict(file).residentPages());
    DeviceCounters before = device.counters();
    PageCache.warm(file);
    DeviceCounters read = device.counters().minus(before);
    assertTrue(read.readBytes() >= FILE_BYTES, device.name() + ": " + read);
  }

  private static long partitionSectors() {
    return IMAGE_BYTES / 512 - FIRST_SECTOR;
  }
}
