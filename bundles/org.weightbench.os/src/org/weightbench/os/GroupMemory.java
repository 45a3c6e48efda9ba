package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.weightbench.os.internal.GroupTree;

/**
 * How much memory the control groups of this process still allow. Who takes more is not refused it
 * but ended, so it has to be asked beforehand. Cached pages of files count as free, since the
 * kernel gives them up first.
 */
public final class GroupMemory {
  private static final String SELF = "self";

  /** From here on, a limit of version 1 is the kernel's 'no limit': LONG_MAX rounded to pages. */
  private static final long UNLIMITED = Long.MAX_VALUE - (1 << 20);

  private GroupMemory() {}

  /**
   * Returns the bytes that can still be taken; empty where no group limits memory.
   *
   * @throws IOException when a file of a group cannot be read
   */
  public static OptionalLong roomBytes() throws IOException {
    return Files.isReadable(Path.of("/proc/self/cgroup"))
        ? roomBytes(GroupTree.system())
        : OptionalLong.empty();
  }

  static OptionalLong roomBytes(GroupTree tree) throws IOException {
    Optional<GroupTree.Hierarchy> first = tree.first(SELF, "memory");
    if (first.isPresent()) {
      return narrowest(
          first.get(),
          "memory.limit_in_bytes",
          "memory.usage_in_bytes",
          Set.of("total_inactive_file", "total_active_file"));
    }
    Optional<GroupTree.Hierarchy> second = tree.second(SELF);
    return second.isPresent()
        ? narrowest(
            second.get(), "memory.max", "memory.current", Set.of("inactive_file", "active_file"))
        : OptionalLong.empty();
  }

  private static OptionalLong narrowest(
      GroupTree.Hierarchy hierarchy, String limitName, String usageName, Set<String> cached)
      throws IOException {
    long room = Long.MAX_VALUE;
    for (Path folder : hierarchy.upwards()) {
      Path limitFile = folder.resolve(limitName);
      if (!Files.isReadable(limitFile)) {
        continue;
      }
      String limit = Files.readString(limitFile).strip();
      if (limit.matches("\\d{1,19}") && Long.parseLong(limit) < UNLIMITED) {
        long usage = Long.parseLong(Files.readString(folder.resolve(usageName)).strip());
        long taken = usage - sum(Files.readAllLines(folder.resolve("memory.stat")), cached);
        room = Math.min(room, Long.parseLong(limit) - Math.max(0, taken));
      }
    }
    return room == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.max(0, room));
  }

  private static long sum(List<String> lines, Set<String> names) {
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(fields -> names.contains(fields[0]))
        .mapToLong(fields -> Long.parseLong(fields[1]))
        .sum();
  }
}
