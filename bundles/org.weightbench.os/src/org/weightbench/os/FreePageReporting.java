package org.weightbench.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this is a virtual machine that gives freed memory back to its host: a virtio balloon
 * (device 5) with the feature VIRTIO_BALLOON_F_REPORTING (bit 5; virtio 1.2, section 5.5). It
 * reports free blocks of the size of a huge page, so that each huge page must be fetched from the
 * host again, while base pages mostly come out of smaller blocks that were never reported.
 */
public final class FreePageReporting {
  private static final String BALLOON = "0x0005";
  private static final int REPORTING_BIT = 5;
  private static final Path DEVICES = Path.of("sys", "bus", "virtio", "devices");

  private FreePageReporting() {}

  /** Whether this machine gives its free huge pages back. */
  public static boolean active() {
    return active(Path.of("/"));
  }

  /**
   * Whether a machine does.
   *
   * @param root {@code /}, or a folder with a copy of the files of its sysfs
   */
  public static boolean active(Path root) {
    Path devices = root.resolve(DEVICES);
    if (!Files.isDirectory(devices)) {
      return false;
    }
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(devices)) {
      for (Path device : listing) {
        if (Files.readString(device.resolve("device")).strip().equals(BALLOON)) {
          String features = Files.readString(device.resolve("features")).strip();
          return features.length() > REPORTING_BIT && features.charAt(REPORTING_BIT) == '1';
        }
      }
      return false;
    } catch (IOException _) {
      // what a container hides is taken for a machine that keeps its pages
      return false;
    }
  }
}
