package org.weightbench.hardware.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Storage;
import org.weightbench.hardware.Storage.Device;
import org.weightbench.os.BlockDevice;

class StorageReaderTest {

  private static final String NVME = "/sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1";
  private static final String DM = "/sys/devices/virtual/block/dm-0";

  @TempDir Path folder;
  private RecordedTree tree;
  private Path model;

  @BeforeEach
  void putAModelSomewhere() throws IOException {
    tree = new RecordedTree(folder.resolve("recorded"));
    Path models = Files.createDirectories(folder.toRealPath().resolve("my models"));
    model = Files.writeString(models.resolve("tiny.gguf"), "GGUF");
  }

  @Test
  void theInnermostMountIsTheOneAndItsNameMayHoldASpace() {
    String point = model.getParent().toString().replace(" ", "\\040");
    tree.file(
        "/proc/self/mountinfo",
        """
        20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        21 20 8:2 / %s rw,noatime - ext4 /dev/sdb1 rw
        22 20 259:3 / %s ro,noatime shared:2 - xfs /dev/nvme0n1p3 ro,attr2
        """
            .formatted(point, point));

    Storage storage = read(Reading.none("not of interest"));

    assertEquals(Reading.known("xfs"), storage.fileSystem());
    assertEquals(Reading.known(model.getParent().toString()), storage.mountPoint());
    assertEquals(Reading.known("ro,noatime,attr2"), storage.mountOptions());
    assertEquals(Reading.known("/dev/nvme0n1p3"), storage.source());
  }

  @Test
  void aVolumeOnAPartitionIsFollowedDownToItsDisk() {
    tree.file(DM + "/size", "1000\n")
        .file(DM + "/dm/name", "vg-models\n")
        .queue(DM, 0, "none", 128, 1280, 128)
        .file(NVME + "/nvme0n1p2/partition", "2\n")
        .file(NVME + "/nvme0n1p2/size", "2000\n")
        .queue(NVME, 0, "[none] mq-deadline", 512, 2048, 1023)
        .file(NVME + "/size", "4000\n")
        .file(NVME + "/device/model", "Samsung SSD 990 PRO 4TB     \n")
        .file(NVME + "/device/transport", "pcie\n")
        .file("/sys/devices/pci0000:00/0000:01:00.0/current_link_speed", "16.0 GT/s PCIe\n")
        .file("/sys/devices/pci0000:00/0000:01:00.0/current_link_width", "4\n");
    BlockDevice disk = tree.device(NVME, 259, 0);
    BlockDevice partition = tree.device(NVME + "/nvme0n1p2", 259, 2, disk);

    Storage storage = read(Reading.known(tree.device(DM, 253, 0, partition)));

    List<Device> devices = storage.devices().orElse(List.of());
    assertEquals(
        List.of("dm-0", "nvme0n1p2", "nvme0n1"), devices.stream().map(Device::name).toList());
    assertEquals(List.of(false, false, true), devices.stream().map(Device::leaf).toList());
    Device volume = devices.get(0);
    assertEquals(Reading.known("vg-models"), volume.model());
    assertEquals(Reading.known("device mapper"), volume.transport());
    assertEquals(Reading.known(128L), volume.readAheadKib());
    assertEquals(Reading.known(2000L * 512), devices.get(1).sizeBytes());
    assertEquals(Reading.known(512L), devices.get(1).readAheadKib());
    assertEquals(
        new Device(
            "nvme0n1",
            "259:0",
            true,
            Reading.known("Samsung SSD 990 PRO 4TB"),
            Reading.known("nvme pcie"),
            Reading.known("16.0 GT/s PCIe × 4"),
            Reading.known(4000L * 512),
            Reading.known(false),
            Reading.known("none"),
            Reading.known(512L),
            Reading.known(2048L),
            Reading.known(1023L),
            Reading.known(512L)),
        devices.get(2));
  }

  @Test
  void anEncryptedVolumeIsToldFromOthers() {
    tree.file(DM + "/dm/name", "secret\n").file(DM + "/dm/uuid", "CRYPT-LUKS2-0123-secret\n");
    Storage storage = read(Reading.known(tree.device(DM, 253, 0)));
    assertEquals(
        Reading.known("dm-crypt"), storage.devices().orElse(List.of()).getFirst().transport());
  }

  @Test
  void aDiskThatTwoVolumesShareIsListedOnce() {
    BlockDevice disk = tree.device("/sys/devices/ata1/host0/block/sda", 8, 0);
    BlockDevice first = tree.device("/sys/devices/virtual/block/dm-1", 253, 1, disk);
    BlockDevice second = tree.device("/sys/devices/virtual/block/dm-2", 253, 2, disk);
    BlockDevice both = tree.device("/sys/devices/virtual/block/md0", 9, 0, first, second);

    List<Device> devices = read(Reading.known(both)).devices().orElse(List.of());

    assertEquals(
        List.of("md0", "dm-1", "sda", "dm-2"), devices.stream().map(Device::name).toList());
    assertEquals(Reading.known("md"), devices.get(0).transport());
    assertEquals(Reading.known("sata"), devices.get(2).transport());
  }

  @Test
  void aModelThatDoesNotExistHasNoStorageThatIsKnown() {
    Path missing = model.resolveSibling("missing.gguf");
    Storage storage =
        new StorageReader(
                tree.tree(), MountTable.read(tree.tree()), StorageReader::deviceOnThisMachine)
            .read(missing);

    Reading<String> expected = Reading.unknown(missing + " does not exist");
    assertEquals(expected, storage.fileSystem());
    assertEquals(expected, storage.mountPoint());
    assertEquals(expected.reason(), storage.freeBytes().reason());
    assertEquals(expected.reason(), storage.devices().reason());
  }

  @Test
  void aMountTableOfAnotherFormatIsQuoted() {
    tree.file("/proc/self/mountinfo", "/dev/sda1 / ext4 rw 0 0\n");

    String reason = read(Reading.none("not of interest")).mountPoint().reason();

    assertTrue(reason.contains("'/dev/sda1 / ext4 rw 0 0'"), reason);
  }

  private Storage read(Reading<BlockDevice> device) {
    return new StorageReader(tree.tree(), MountTable.read(tree.tree()), _ -> device).read(model);
  }
}
