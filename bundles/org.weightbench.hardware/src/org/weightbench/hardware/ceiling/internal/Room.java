package org.weightbench.hardware.ceiling.internal;

import java.nio.file.Path;
import org.weightbench.hardware.internal.KeyedLines;
import org.weightbench.hardware.internal.LimitsReader;
import org.weightbench.hardware.internal.MountTable;
import org.weightbench.hardware.internal.Tree;

/**
 * The memory that a measurement may take for itself.
 *
 * @param bytes a quarter of what is available now, or of the control group's limit
 */
record Room(long bytes) {
  private static final long ASSUMED_BYTES = 1L << 30;

  static Room ofThisProcess() {
    Tree tree = new Tree(Path.of("/"));
    long available =
        KeyedLines.read(tree, "/proc/meminfo").bytes("MemAvailable").orElse(ASSUMED_BYTES);
    long limit =
        new LimitsReader(tree, MountTable.read(tree)).read().memoryBytes().orElse(available);
    return new Room(Math.min(available, limit) / 4);
  }
}
