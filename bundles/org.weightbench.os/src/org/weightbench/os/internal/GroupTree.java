package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a process's control groups are, from /proc/PID/cgroup and /proc/self/mountinfo below a root
 * (cgroups(7)).
 *
 * @param root the folder that stands for /
 */
public record GroupTree(Path root) {
  private static final int FIELDS = 3;

  /** The tree of this system. */
  public static GroupTree system() {
    return new GroupTree(Path.of("/"));
  }

  /**
   * One hierarchy as a process sees it.
   *
   * @param version 1 or 2
   * @param mount where it is mounted
   * @param own the folder of the process's group
   */
  public record Hierarchy(int version, Path mount, Path own) {
    /** The folders of the group and of those above it, nearest first. */
    public List<Path> upwards() {
      List<Path> folders = new ArrayList<>();
      for (Path folder = own; folder.startsWith(mount); folder = folder.getParent()) {
        folders.add(folder);
      }
      return folders;
    }
  }

  private record Mounted(String type, String inside, Path point, List<String> options) {}

  /** The hierarchy of version 1 that has a controller mounted. */
  public Optional<Hierarchy> first(String process, String controller) throws IOException {
    return find(
        process,
        1,
        names -> Arrays.asList(names.split(",")).contains(controller),
        mounted -> mounted.type().equals("cgroup") && mounted.options().contains(controller));
  }

  /** The hierarchy of version 2. */
  public Optional<Hierarchy> second(String process) throws IOException {
    return find(process, 2, String::isEmpty, mounted -> mounted.type().equals("cgroup2"));
  }

  private Optional<Hierarchy> find(
      String process, int version, Predicate<String> names, Predicate<Mounted> wanted)
      throws IOException {
    Optional<String> path = Optional.empty();
    for (String line : Files.readAllLines(root.resolve("proc/" + process + "/cgroup"))) {
      String[] fields = line.split(":", FIELDS);
      if (fields.length == FIELDS && names.test(fields[1])) {
        path = Optional.of(fields[2]);
      }
    }
    if (path.isEmpty()) {
      return Optional.empty();
    }
    for (String line : Files.readAllLines(root.resolve("proc/self/mountinfo"))) {
      Mounted mounted = parse(line);
      if (wanted.test(mounted)) {
        Path own = mounted.point().resolve(below(mounted.inside(), path.get()));
        return Files.isDirectory(own)
            ? Optional.of(new Hierarchy(version, mounted.point(), own))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Mounted parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] first = halves[0].split(" ");
    String[] second = halves[1].split(" ");
    return new Mounted(
        second[0],
        first[3],
        root.resolve(first[4].substring(1)).normalize(),
        Arrays.asList(second[2].split(",")));
  }

  /** Within a container only the part of the path below the mounted folder is visible. */
  private static String below(String inside, String path) {
    String hidden = inside.equals("/") ? "" : inside;
    return path.startsWith(hidden + "/") ? path.substring(hidden.length() + 1) : "";
  }
}
