package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.weightbench.os.internal.FileStatus;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.NativePath;
import org.weightbench.os.internal.Statx;

/**
 * How far the kernel reads ahead in buffered reads of a file: the read_ahead_kb of what holds the
 * file's file system (Documentation/ABI/stable/sysfs-block, testing/sysfs-class-bdi). It is the one
 * of the device that was mounted, be that a mapped one; what lies below it has no say.
 *
 * @param file the file in sysfs that holds it
 * @param bytes the greatest length of a read-ahead
 */
public record DeviceReadAhead(Path file, long bytes) {
  private static final Path DEVICES = Path.of("/sys/class/bdi");
  private static final String FILE = "read_ahead_kb";
  private static final long UNIT_BYTES = 1024;

  /** The read-ahead that is in force for a file; empty where the system does not show it. */
  public static Optional<DeviceReadAhead> of(Path path) throws IOException {
    Optional<Path> file = find(path);
    return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
  }

  /** Whether the read-ahead for a file can be set. */
  public static Capability capability(Path path) {
    String name = "setting the read-ahead for " + NativePath.quoted(path);
    try {
      Optional<Path> file = find(path);
      if (file.isEmpty()) {
        return Capability.unavailable(name, "its file system shows no %s".formatted(FILE));
      }
      return Files.isWritable(file.get())
          ? Capability.available(name)
          : Capability.unavailable(
              name, "%s cannot be written (root is needed)".formatted(file.get()));
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name, failure.getMessage());
    }
  }

  /**
   * Sets the read-ahead for the whole device, until the journal undoes it.
   *
   * @param wanted in bytes, rounded down to whole pages as the kernel keeps it
   * @return what is in force afterwards
   */
  public DeviceReadAhead set(long wanted, SystemJournal journal) throws IOException {
    if (wanted < 0) {
      throw new IllegalArgumentException("a read-ahead cannot have %d bytes".formatted(wanted));
    }
    long whole = wanted - wanted % NativeMemory.pageBytes();
    journal.set(file, Long.toString(whole / UNIT_BYTES));
    return read(file);
  }

  private static DeviceReadAhead read(Path file) throws IOException {
    return new DeviceReadAhead(file, Long.parseLong(KernelFile.text(file)) * UNIT_BYTES);
  }

  /** A partition is no backing device of its own: its disk is. */
  private static Optional<Path> find(Path path) throws IOException {
    FileStatus status = Statx.of(path);
    Path own = DEVICES.resolve(status.deviceMajor() + ":" + status.deviceMinor()).resolve(FILE);
    if (Files.exists(own)) {
      return Optional.of(own);
    }
    Optional<BlockDevice> device = BlockDevice.of(path);
    if (device.isEmpty()) {
      return Optional.empty();
    }
    Path sysfs = device.get().sysfs();
    Path whole = Files.exists(sysfs.resolve("partition")) ? sysfs.getParent() : sysfs;
    Path file = whole.resolve("queue").resolve(FILE);
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }
}
