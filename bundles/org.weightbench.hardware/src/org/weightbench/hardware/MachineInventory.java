package org.weightbench.hardware;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.weightbench.hardware.internal.LimitsReader;
import org.weightbench.hardware.internal.MemoryReader;
import org.weightbench.hardware.internal.MountTable;
import org.weightbench.hardware.internal.OperatingSystemReader;
import org.weightbench.hardware.internal.Oshi;
import org.weightbench.hardware.internal.ProcessorReader;
import org.weightbench.hardware.internal.SoftwareReader;
import org.weightbench.hardware.internal.StorageReader;
import org.weightbench.hardware.internal.Tree;
import org.weightbench.os.BlockDevice;
import org.weightbench.os.Capabilities;

/**
 * Reads what this machine is. It measures nothing, changes nothing, prints nothing and needs no
 * privileges; on a system without procfs and sysfs it knows what OSHI knows.
 */
public final class MachineInventory {

  private MachineInventory() {}

  /**
   * Reads the inventory of this machine; it takes some tenths of a second.
   *
   * @param modelPaths the models, or their folders, whose storage is of interest; of a path that
   *     does not exist the storage is unknown
   */
  public static Machine read(List<Path> modelPaths) {
    return read(Path.of("/"), Oshi.ofThisMachine(), StorageReader::deviceOnThisMachine, modelPaths);
  }

  /** Reads the inventory from the files of procfs, sysfs and the like below a root folder. */
  static Machine read(
      Path root, Oshi oshi, Function<Path, Reading<BlockDevice>> devices, List<Path> modelPaths) {
    Tree tree = new Tree(root);
    MountTable mounts = MountTable.read(tree);
    StorageReader storage = new StorageReader(tree, mounts, devices);
    return new Machine(
        new ProcessorReader(tree, oshi).read(),
        new MemoryReader(tree, oshi).read(),
        new OperatingSystemReader(tree, oshi).read(),
        new LimitsReader(tree, mounts).read(),
        SoftwareReader.read(),
        modelPaths.stream().map(storage::read).toList(),
        Capabilities.all());
  }
}
