package org.weightbench.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbench.os.internal.FileCounters;
import org.weightbench.os.internal.FileStatus;
import org.weightbench.os.internal.NativePath;
import org.weightbench.os.internal.Statx;

/**
 * A block device as /sys/dev/block shows it. Its own counters see exactly the requests made to it,
 * so a partition's do not count its neighbours'.
 *
 * @param name the kernel's name, such as {@code nvme0n1p2} or {@code dm-0}
 * @param major the major device number
 * @param minor the minor device number
 * @param sysfs the device's directory below /sys/devices
 * @param below what it rests on: a partition's disk, the members of a dm or md device, the device
 *     that holds a loop device's backing file; empty for a disk
 */
public record BlockDevice(String name, int major, int minor, Path sysfs, List<BlockDevice> below) {
  private static final Path DEVICES = Path.of("/sys/dev/block");
  private static final Path DISKS = Path.of("/sys/block");
  private static final String OVERLAY = "overlay";
  private static final int DEEPEST = 8;
  private static final String STATISTICS = "stat";

  /** Keeps its own copy of the devices below. */
  public BlockDevice {
    below = List.copyOf(below);
  }

  /**
   * The device that a file's bytes lie on; empty where there is none or it is not visible, for the
   * reason that {@link #capability(Path)} gives.
   */
  public static Optional<BlockDevice> of(Path file) throws IOException {
    return find(file, 0);
  }

  /** The disks of this system that hold something: those with a driver below them, no loops. */
  public static List<BlockDevice> disks() throws IOException {
    List<BlockDevice> disks = new ArrayList<>();
    for (Path entry : children(DISKS)) {
      Path sysfs = entry.toRealPath();
      if (Files.exists(sysfs.resolve("device"))) {
        disks.add(at(sysfs, 0));
      }
    }
    return disks;
  }

  /** Whether the device below a file can be found, and with it counted. */
  public static Capability capability(Path file) {
    String name = "disk statistics for " + NativePath.quoted(file);
    try {
      if (of(file).isPresent()) {
        return Capability.available(name);
      }
      String type = Mount.of(file).map(Mount::type).orElse("of unknown type");
      return Capability.unavailable(
          name, "its file system (%s) shows no block device of its own".formatted(type));
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name, failure.getMessage());
    }
  }

  private static Optional<BlockDevice> find(Path file, int depth) throws IOException {
    FileStatus status = Statx.of(file);
    Path link = link(status.deviceMajor(), status.deviceMinor());
    if (Files.exists(link)) {
      return Optional.of(at(link.toRealPath(), depth));
    }
    Optional<Mount> mount = Mount.find(file, status);
    if (mount.isPresent() && mount.get().type().equals(OVERLAY) && depth < DEEPEST) {
      Optional<Path> real = mount.get().layered(file);
      return real.isPresent() ? find(real.get(), depth + 1) : Optional.empty();
    }
    Optional<Path> source =
        mount
            .map(Mount::source)
            .filter(name -> name.startsWith("/dev/"))
            .map(Path::of)
            .filter(Files::exists);
    if (source.isEmpty() || spreadOverSeveral(source.get())) {
      return Optional.empty();
    }
    FileStatus device = Statx.of(source.get());
    Path special = link(device.specialMajor(), device.specialMinor());
    return device.blockDevice() && Files.exists(special)
        ? Optional.of(at(special.toRealPath(), depth))
        : Optional.empty();
  }

  private static Path link(int major, int minor) {
    return DEVICES.resolve(major + ":" + minor);
  }

  private static boolean spreadOverSeveral(Path source) throws IOException {
    String name = source.toRealPath().getFileName().toString();
    Path pools = Path.of("/sys/fs/btrfs");
    if (!Files.isDirectory(pools)) {
      return false;
    }
    try (DirectoryStream<Path> every = Files.newDirectoryStream(pools)) {
      for (Path pool : every) {
        List<Path> members = children(pool.resolve("devices"));
        if (members.size() > 1
            && members.stream().anyMatch(member -> member.getFileName().toString().equals(name))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The device with a directory in sysfs, at {@code depth} below the one that was asked for. */
  static BlockDevice at(Path sysfs, int depth) throws IOException {
    String[] numbers = Files.readString(sysfs.resolve("dev")).trim().split(":");
    return new BlockDevice(
        sysfs.getFileName().toString(),
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        sysfs,
        depth < DEEPEST ? readBelow(sysfs, depth + 1) : List.of());
  }

  private static List<BlockDevice> readBelow(Path sysfs, int depth) throws IOException {
    if (Files.exists(sysfs.resolve("partition"))) {
      return List.of(at(sysfs.getParent(), depth));
    }
    Path backing = sysfs.resolve("loop/backing_file");
    if (Files.exists(backing)) {
      Path file = Path.of(Files.readString(backing).trim());
      return Files.exists(file) ? find(file, depth).stream().toList() : List.of();
    }
    List<BlockDevice> members = new ArrayList<>();
    for (Path member : children(sysfs.resolve("slaves"))) {
      members.add(at(member.toRealPath(), depth));
    }
    return members;
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  /** The devices that rest on no other: the disks. */
  public List<BlockDevice> leaves() {
    return below.isEmpty()
        ? List.of(this)
        : below.stream().flatMap(device -> device.leaves().stream()).distinct().toList();
  }

  /** What this device has done since it appeared. */
  public DeviceCounters counters() throws IOException {
    return FileCounters.once(sysfs.resolve(STATISTICS), text -> DeviceCounters.parse(text, name));
  }

  /** A source of its counters that keeps the file open. */
  public CounterSource<DeviceCounters> source() throws IOException {
    return FileCounters.open(sysfs.resolve(STATISTICS), text -> DeviceCounters.parse(text, name));
  }
}
