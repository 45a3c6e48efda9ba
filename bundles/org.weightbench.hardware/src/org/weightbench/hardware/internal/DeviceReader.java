package org.weightbench.hardware.internal;

import java.nio.file.Path;
import java.util.List;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Storage.Device;
import org.weightbench.os.BlockDevice;

/**
 * Reads what sysfs says of a block device; the files of {@code queue} are described in the kernel's
 * ABI/stable/sysfs-block.
 */
final class DeviceReader {

  private static final int SECTOR_BYTES = 512;

  private final Tree tree;

  DeviceReader(Tree tree) {
    this.tree = tree;
  }

  Device read(BlockDevice device) {
    String folder = folder(device.sysfs());
    String disk = tree.exists(folder + "/partition") ? parent(folder) : folder;
    return new Device(
        device.name(),
        device.major() + ":" + device.minor(),
        device.below().isEmpty(),
        model(disk),
        transport(disk),
        pcieLink(disk),
        tree.number(folder + "/size").map(sectors -> sectors * SECTOR_BYTES),
        tree.number(disk + "/queue/rotational").map(rotational -> rotational != 0),
        tree.chosen(disk + "/queue/scheduler"),
        tree.number(disk + "/queue/read_ahead_kb"),
        tree.number(disk + "/queue/max_sectors_kb"),
        tree.number(disk + "/queue/nr_requests"),
        tree.number(disk + "/queue/logical_block_size"));
  }

  private String folder(Path sysfs) {
    return "/" + tree.root().relativize(sysfs);
  }

  private Reading<String> model(String disk) {
    for (String file : List.of("dm/name", "loop/backing_file", "md/level")) {
      if (tree.exists(disk + "/" + file)) {
        return tree.word(disk + "/" + file);
      }
    }
    return tree.word(disk + "/device/model");
  }

  private static final String CRYPT = "CRYPT-";

  private record Segment(String prefix, String transport) {}

  /** How the folders above a disk begin, the most telling first. */
  private static final List<Segment> SEGMENTS =
      List.of(
          new Segment("usb", "usb"),
          new Segment("virtio", "virtio"),
          new Segment("session", "iscsi"),
          new Segment("rport-", "fibre channel"),
          new Segment("end_device-", "sas"),
          new Segment("ata", "sata"),
          new Segment("mmc", "mmc"),
          new Segment("vbd-", "xen"),
          new Segment("VMBUS", "hyper-v"),
          new Segment("dm-", "device mapper"),
          new Segment("md", "md"),
          new Segment("loop", "loop"),
          new Segment("zram", "zram"),
          new Segment("nbd", "nbd"));

  private Reading<String> transport(String disk) {
    List<String> folders = List.of(disk.split("/"));
    if (folders.getLast().startsWith("nvme")) {
      return Reading.known(
          tree.word(disk + "/device/transport").map(kind -> "nvme " + kind).orElse("nvme"));
    }
    if (tree.word(disk + "/dm/uuid").orElse("").startsWith(CRYPT)) {
      return Reading.known("dm-crypt");
    }
    for (Segment segment : SEGMENTS) {
      if (folders.stream().anyMatch(folder -> folder.startsWith(segment.prefix()))) {
        return Reading.known(segment.transport());
      }
    }
    return Reading.unknown("the folder " + disk + " does not tell");
  }

  /** The nearest PCIe device above shows the link in use; a virtual disk has none. */
  private Reading<String> pcieLink(String disk) {
    for (String folder = disk; folder.length() > "/sys/devices".length(); folder = parent(folder)) {
      String path = folder;
      if (tree.exists(path + "/current_link_speed")) {
        return tree.word(path + "/current_link_speed")
            .flatMap(
                speed ->
                    tree.word(path + "/current_link_width").map(width -> speed + " × " + width));
      }
    }
    return Reading.unknown("no folder above " + disk + " shows a PCIe link");
  }

  private static String parent(String folder) {
    return folder.substring(0, folder.lastIndexOf('/'));
  }
}
