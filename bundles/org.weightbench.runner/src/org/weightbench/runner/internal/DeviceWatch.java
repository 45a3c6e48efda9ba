package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.weightbench.os.BlockDevice;
import org.weightbench.os.UnavailableException;

/**
 * The disks below a model.
 *
 * @param leaves disks, each once; empty when there is none or it is not visible
 */
record DeviceWatch(Set<BlockDevice> leaves) {

  static DeviceWatch of(List<Path> shards) throws IOException {
    Set<BlockDevice> leaves = new LinkedHashSet<>();
    try {
      for (Path shard : shards) {
        BlockDevice.of(shard).ifPresent(device -> leaves.addAll(device.leaves()));
      }
    } catch (UnavailableException _) {
      return new DeviceWatch(Set.of());
    }
    return new DeviceWatch(leaves);
  }

  /** Returns the bytes that all disks have read since they appeared; empty when there is none. */
  OptionalLong readBytes() throws IOException {
    if (leaves.isEmpty()) {
      return OptionalLong.empty();
    }
    long bytes = 0;
    for (BlockDevice leaf : leaves) {
      bytes += leaf.counters().readBytes();
    }
    return OptionalLong.of(bytes);
  }
}
