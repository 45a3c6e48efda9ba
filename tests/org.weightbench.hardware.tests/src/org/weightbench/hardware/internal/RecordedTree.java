package org.weightbench.hardware.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.weightbench.os.BlockDevice;

/**
 * Builds a folder with files as procfs and sysfs have them.
 *
 * @param root the folder
 */
public record RecordedTree(Path root) {

  public RecordedTree file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public RecordedTree file(String path, byte[] content) {
    try {
      Path file = tree().at(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One processor of a machine with these caches; the lists name those that share them. */
  public RecordedTree processor(int number, int socket, int core, String siblings) {
    String folder = "/sys/devices/system/cpu/cpu" + number;
    return file(folder + "/topology/physical_package_id", socket + "\n")
        .file(folder + "/topology/core_id", core + "\n")
        .file(folder + "/topology/thread_siblings_list", siblings + "\n");
  }

  public RecordedTree cache(
      int processor, int index, int level, String type, String size, String shared) {
    String folder = "/sys/devices/system/cpu/cpu" + processor + "/cache/index" + index;
    return file(folder + "/level", level + "\n")
        .file(folder + "/type", type + "\n")
        .file(folder + "/size", size + "\n")
        .file(folder + "/coherency_line_size", "64\n")
        .file(folder + "/shared_cpu_list", shared + "\n");
  }

  /** A disk's request queue. */
  public RecordedTree queue(
      String disk,
      int rotational,
      String scheduler,
      int readAheadKib,
      int maximumKib,
      int requests) {
    return file(disk + "/queue/rotational", rotational + "\n")
        .file(disk + "/queue/scheduler", scheduler + "\n")
        .file(disk + "/queue/read_ahead_kb", readAheadKib + "\n")
        .file(disk + "/queue/max_sectors_kb", maximumKib + "\n")
        .file(disk + "/queue/nr_requests", requests + "\n")
        .file(disk + "/queue/logical_block_size", "512\n");
  }

  public BlockDevice device(String folder, int major, int minor, BlockDevice... below) {
    Path sysfs = tree().at(folder);
    return new BlockDevice(sysfs.getFileName().toString(), major, minor, sysfs, List.of(below));
  }

  public Tree tree() {
    return new Tree(root);
  }
}
