package org.weightbench.quant.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a disk has room, asked before hours of writing. */
public final class FreeSpace {
  private FreeSpace() {}

  /**
   * Checks that a file fits beside its target.
   *
   * @throws IOException when it does not, or when the target's folder does not exist
   */
  public static void require(Path target, long bytes) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("cannot write " + target + ", because its folder does not exist");
    }
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < bytes) {
      throw new IOException(
          "cannot write %s, because it takes %d bytes and its disk has %d left"
              .formatted(target, bytes, usable));
    }
  }
}
