package org.weightbench.hardware.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.weightbench.hardware.Limits;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.internal.MountTable.Mount;

/**
 * Reads the limits of this process's control groups, of version 1, version 2 or both; the files are
 * described in the kernel's admin-guide, cgroup-v1 and cgroup-v2.
 */
public final class LimitsReader {

  private static final String RESOURCES = "/proc/self/limits";
  private static final String GROUPS = "/proc/self/cgroup";

  /** From here on, a limit of version 1 is the kernel's 'no limit': LONG_MAX rounded to pages. */
  private static final long UNLIMITED_V1 = Long.MAX_VALUE - (1 << 20);

  private final Tree tree;
  private final MountTable mounts;

  public LimitsReader(Tree tree, MountTable mounts) {
    this.tree = tree;
    this.mounts = mounts;
  }

  /** Reads everything. */
  public Limits read() {
    return new Limits(
        hierarchy(),
        group("memory").map(Group::path),
        narrowest("memory", "memory.max", "memory.limit_in_bytes", this::bytes),
        narrowest("memory", "memory.high", "", this::bytes),
        narrowest("memory", "memory.swap.max", "memory.memsw.limit_in_bytes", this::bytes),
        narrowest("cpu", "cpu.max", "cpu.cfs_quota_us", this::processors),
        KeyedLines.read(tree, "/proc/self/status").first("Cpus_allowed_list"),
        io(),
        resource("Max locked memory"),
        resource("Max open files"));
  }

  /** The soft limit of a line 'Max open files 1024 4096 files', see proc(5). */
  private Reading<Long> resource(String name) {
    return tree.text(RESOURCES)
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length()).strip().split("\\s+", 2)[0])
                    .findFirst()
                    .map(
                        limit ->
                            limit.equals("unlimited")
                                ? Reading.<Long>none("no limit is set")
                                : Tree.parse(RESOURCES, limit, Long::valueOf))
                    .orElseGet(() -> Reading.unknown(RESOURCES + " has no '" + name + "'")));
  }

  /**
   * The group of this process for one controller.
   *
   * @param path as the kernel prints it
   * @param folders the group's folder and those above it, as far as they are visible
   * @param version of the hierarchy: 1 or 2
   */
  private record Group(String path, List<String> folders, int version) {}

  private Reading<String> hierarchy() {
    return mounts
        .mounts()
        .flatMap(
            all -> {
              boolean first = all.stream().anyMatch(mount -> mount.type().equals("cgroup"));
              boolean second = all.stream().anyMatch(mount -> mount.type().equals("cgroup2"));
              if (!first && !second) {
                return Reading.unknown("no cgroup file system is mounted");
              }
              return Reading.known(first && second ? "v1 and v2 (hybrid)" : first ? "v1" : "v2");
            });
  }

  /** In a hybrid hierarchy a controller belongs to version 1 if it is mounted there. */
  private Reading<Group> group(String controller) {
    return tree.text(GROUPS)
        .flatMap(
            text -> {
              Optional<Group> first =
                  path(
                          text,
                          controllers -> Arrays.asList(controllers.split(",")).contains(controller))
                      .flatMap(
                          path ->
                              mount(
                                      mount ->
                                          mount.type().equals("cgroup")
                                              && mount.options().contains(controller))
                                  .map(mount -> new Group(path, folders(mount, path), 1)));
              Optional<Group> second =
                  path(text, String::isEmpty)
                      .flatMap(
                          path ->
                              mount(mount -> mount.type().equals("cgroup2"))
                                  .map(mount -> new Group(path, folders(mount, path), 2)));
              return first
                  .or(() -> second)
                  .map(Reading::known)
                  .orElseGet(
                      () ->
                          Reading.unknown(
                              "the controller '" + controller + "' is in no mounted hierarchy"));
            });
  }

  /** Lines read 'ID:CONTROLLERS:PATH', with no controllers for version 2. */
  private static Optional<String> path(String text, Predicate<String> controllers) {
    return text.lines()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && controllers.test(parts[1]))
        .map(parts -> parts[2])
        .findFirst();
  }

  private Optional<Mount> mount(Predicate<Mount> wanted) {
    return mounts.mounts().orElse(List.of()).stream().filter(wanted).findFirst();
  }

  /** Within a container only the part of the path below the mounted folder is visible. */
  private static List<String> folders(Mount mount, String path) {
    String root = mount.root().equals("/") ? "" : mount.root();
    String below =
        path.equals(root) || path.startsWith(root + "/") ? path.substring(root.length()) : "";
    List<String> folders = new ArrayList<>();
    for (String rest = below.equals("/") ? "" : below;
        !rest.isEmpty();
        rest = rest.substring(0, rest.lastIndexOf('/'))) {
      folders.add(mount.point() + rest);
    }
    folders.add(mount.point());
    return folders;
  }

  /** Reads a file of the group and of those above; a root group has no such file. */
  private <T extends Comparable<T>> Reading<T> narrowest(
      String controller, String second, String first, Function<String, Reading<T>> limit) {
    return group(controller)
        .flatMap(
            group -> {
              String file = group.version() == 2 ? second : first;
              if (file.isEmpty()) {
                return Reading.none("cgroup v1 has no such limit");
              }
              Optional<T> narrowest = Optional.empty();
              for (String folder : group.folders()) {
                String path = folder + "/" + file;
                if (tree.exists(path)) {
                  Reading<T> found = limit.apply(path);
                  if (found.state() == Reading.State.UNKNOWN) {
                    return found;
                  }
                  if (found.find().isPresent()
                      && (narrowest.isEmpty()
                          || found.find().get().compareTo(narrowest.get()) < 0)) {
                    narrowest = found.find();
                  }
                }
              }
              return narrowest.map(Reading::known).orElseGet(() -> Reading.none("no limit is set"));
            });
  }

  private Reading<Long> bytes(String path) {
    return tree.word(path)
        .flatMap(
            text ->
                text.equals("max")
                    ? Reading.none("no limit is set")
                    : Tree.parse(path, text, Long::valueOf))
        .flatMap(
            bytes ->
                bytes >= UNLIMITED_V1 ? Reading.none("no limit is set") : Reading.known(bytes));
  }

  /** Version 2 prints quota and period in one file, version 1 has a file for each. */
  private Reading<Double> processors(String path) {
    Reading<String> quotaAndPeriod =
        path.endsWith("cpu.max")
            ? tree.word(path)
            : tree.word(path)
                .flatMap(
                    quota ->
                        tree.word(path.replace("quota", "period"))
                            .map(period -> quota + " " + period));
    return quotaAndPeriod.flatMap(
        text -> {
          String[] parts = text.split(" ");
          return parts.length != 2 || parts[0].equals("max") || parts[0].startsWith("-")
              ? Reading.none("no limit is set")
              : Tree.parse(
                  path, text, _ -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]));
        });
  }

  /** Version 1 names the controller 'blkio'; without it, version 2 has it as 'io'. */
  private Reading<List<String>> io() {
    return group("blkio")
        .flatMap(
            group -> {
              List<String> files =
                  group.version() == 2
                      ? List.of("io.max")
                      : List.of(
                          "blkio.throttle.read_bps_device", "blkio.throttle.read_iops_device");
              List<String> lines = new ArrayList<>();
              for (String folder : group.folders()) {
                for (String file : files) {
                  String path = folder + "/" + file;
                  if (tree.exists(path)) {
                    Reading<String> text = tree.text(path);
                    if (text.find().isEmpty()) {
                      return Reading.unknown(text.reason());
                    }
                    text.orElse("")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(line -> lines.add(file + " " + line));
                  }
                }
              }
              return lines.isEmpty() ? Reading.none("no limit is set") : Reading.known(lines);
            });
  }
}
