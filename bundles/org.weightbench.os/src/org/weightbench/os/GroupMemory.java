package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.weightbench.os.internal.GroupTree;

/**
 * The memory of the control group that leaves a process least room. Who takes more is not refused
 * it but ended, so it has to be asked beforehand. Cached pages of files count as free, since the
 * kernel gives them up first.
 *
 * @param limitBytes what the group may use
 * @param usedBytes what is charged to it, cached pages of files included
 * @param cacheBytes cached pages of files that can be given up (inactive_file and active_file of
 *     memory.stat, with those of the groups below; kernel
 *     Documentation/admin-guide/cgroup-v1/memory.rst and cgroup-v2.rst)
 */
public record GroupMemory(long limitBytes, long usedBytes, long cacheBytes) {
  private static final String SELF = "self";

  /** From here on, a limit of version 1 is the kernel's 'no limit': LONG_MAX rounded to pages. */
  private static final long UNLIMITED = Long.MAX_VALUE - (1 << 20);

  /** What the files of a version are called, and the fields of memory.stat that are cache. */
  private record Names(String limit, String used, Set<String> cached) {
    private static final Names FIRST =
        new Names(
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            Set.of("total_inactive_file", "total_active_file"));
    private static final Names SECOND =
        new Names("memory.max", "memory.current", Set.of("inactive_file", "active_file"));
  }

  /**
   * Returns the bytes that can still be taken; empty where no group limits memory.
   *
   * @throws IOException when a file of a group cannot be read
   */
  public static OptionalLong roomBytes() throws IOException {
    return narrowest().map(GroupMemory::room).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /**
   * Returns the group, this process's own or one above it, with the least room; empty where none
   * limits memory.
   *
   * @throws IOException when a file of a group cannot be read
   */
  public static Optional<GroupMemory> narrowest() throws IOException {
    return narrowest(limited());
  }

  /**
   * Returns the lowest limit of this process's group and those above it; empty where none limits
   * memory.
   *
   * @throws IOException when a file of a group cannot be read
   */
  public static OptionalLong lowestLimitBytes() throws IOException {
    return limited().stream().mapToLong(GroupMemory::limitBytes).min();
  }

  static Optional<GroupMemory> narrowest(List<GroupMemory> limited) {
    return limited.stream().min(Comparator.comparingLong(GroupMemory::room));
  }

  private static List<GroupMemory> limited() throws IOException {
    return Files.isReadable(Path.of("/proc/self/cgroup")) ? limited(GroupTree.system()) : List.of();
  }

  /** The groups that limit memory, nearest first. */
  static List<GroupMemory> limited(GroupTree tree) throws IOException {
    Optional<GroupTree.Hierarchy> first = tree.first(SELF, "memory");
    if (first.isPresent()) {
      return limited(first.get(), Names.FIRST);
    }
    Optional<GroupTree.Hierarchy> second = tree.second(SELF);
    return second.isPresent() ? limited(second.get(), Names.SECOND) : List.of();
  }

  private static List<GroupMemory> limited(GroupTree.Hierarchy hierarchy, Names names)
      throws IOException {
    List<GroupMemory> limited = new ArrayList<>();
    for (Path folder : hierarchy.upwards()) {
      Path limitFile = folder.resolve(names.limit());
      String limit = Files.isReadable(limitFile) ? Files.readString(limitFile).strip() : "";
      if (limit.matches("\\d{1,19}") && Long.parseLong(limit) < UNLIMITED) {
        limited.add(
            new GroupMemory(
                Long.parseLong(limit),
                Long.parseLong(Files.readString(folder.resolve(names.used())).strip()),
                sum(Files.readAllLines(folder.resolve("memory.stat")), names.cached())));
      }
    }
    return limited;
  }

  /** Returns the bytes that can still be taken. */
  public long room() {
    return Math.max(0, limitBytes - Math.max(0, usedBytes - cacheBytes));
  }

  private static long sum(List<String> lines, Set<String> names) {
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(fields -> names.contains(fields[0]))
        .mapToLong(fields -> Long.parseLong(fields[1]))
        .sum();
  }
}
