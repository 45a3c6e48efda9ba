package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.weightbench.os.internal.FileStatus;
import org.weightbench.os.internal.Statx;

/**
 * A mounted file system, as a line of /proc/self/mountinfo describes it (proc_pid_mountinfo(5)).
 *
 * @param id the mount's number
 * @param directory where it is mounted
 * @param type the kind of file system, such as {@code ext4}, {@code tmpfs} or {@code overlay}
 * @param source what is mounted: mostly a device such as {@code /dev/sda1}
 * @param options those of the file system itself, such as {@code rw} or {@code
 *     lowerdir=/images/a:/images/b}
 */
public record Mount(long id, Path directory, String type, String source, List<String> options) {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final String UNESCAPED_COLON = "(?<!\\\\):";
  private static final String UPPER = "upperdir=";
  private static final String LOWER = "lowerdir=";

  /** Copies the options. */
  public Mount {
    options = List.copyOf(options);
  }

  /** The mount that a file lies on; empty when the system lists none for it. */
  public static Optional<Mount> of(Path file) throws IOException {
    return find(file, Statx.of(file));
  }

  static Optional<Mount> find(Path file, FileStatus status) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : Files.readAllLines(MOUNTS)) {
      mounts.add(parse(line));
    }
    if (status.hasMountId()) {
      return mounts.stream().filter(mount -> mount.id == status.mountId()).findFirst();
    }
    Path real = file.toRealPath();
    return mounts.reversed().stream()
        .filter(mount -> real.startsWith(mount.directory))
        .max(Comparator.comparingInt(mount -> mount.directory.getNameCount()));
  }

  static Mount parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] first = halves[0].split(" ");
    String[] second = halves[1].split(" ");
    return new Mount(
        Long.parseLong(first[0]),
        Path.of(unescape(first[4])),
        second[0],
        unescape(second[1]),
        second.length < 3
            ? List.of()
            : Arrays.stream(second[2].split(",")).map(Mount::unescape).toList());
  }

  /**
   * Where an overlay file system (overlayfs.rst) has a file's bytes: the first layer that holds it.
   * Empty where that is not visible, as from within a container.
   */
  Optional<Path> layered(Path file) throws IOException {
    Path inside = directory.relativize(file.toRealPath());
    return layers().stream()
        .map(layer -> Path.of(layer).resolve(inside))
        .filter(Files::exists)
        .findFirst();
  }

  private List<String> layers() {
    List<String> layers = new ArrayList<>();
    for (String prefix : List.of(UPPER, LOWER)) {
      for (String option : options) {
        if (option.startsWith(prefix)) {
          Arrays.stream(option.substring(prefix.length()).split(UNESCAPED_COLON))
              .map(layer -> layer.replace("\\", ""))
              .filter(layer -> !layer.isEmpty())
              .forEach(layers::add);
        }
      }
    }
    return layers;
  }

  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\054", ",")
        .replace("\\134", "\\");
  }
}
