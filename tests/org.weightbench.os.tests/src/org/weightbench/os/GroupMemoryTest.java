package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.os.internal.GroupTree;

class GroupMemoryTest {
  @TempDir Path root;

  @Test
  void theNarrowestGroupOfVersionOneDecidesAndItsCacheIsFree() throws IOException {
    write("proc/self/cgroup", "4:memory:/outer/inner\n0::/\n");
    write(
        "proc/self/mountinfo", "30 20 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
    group("sys/fs/cgroup/memory", "9223372036854771712", "5000", "total_inactive_file 1");
    group("sys/fs/cgroup/memory/outer", "4000", "3000", "total_inactive_file 500");
    group("sys/fs/cgroup/memory/outer/inner", "9000", "3000", "total_active_file 1000");
    GroupMemory narrowest = narrowest().orElseThrow();
    assertEquals(new GroupMemory(4000, 3000, 500), narrowest);
    assertEquals(1500, narrowest.room());
  }

  @Test
  void versionTwoIsReadWhereVersionOneIsNotMounted() throws IOException {
    write("proc/self/cgroup", "0::/job\n");
    write("proc/self/mountinfo", "30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    write("sys/fs/cgroup/job/memory.max", "1000\n");
    write("sys/fs/cgroup/job/memory.current", "1200\n");
    write("sys/fs/cgroup/job/memory.stat", "anon 300\ninactive_file 800\nactive_file 100\n");
    GroupMemory narrowest = narrowest().orElseThrow();
    assertEquals(new GroupMemory(1000, 1200, 900), narrowest);
    assertEquals(700, narrowest.room());
    write("sys/fs/cgroup/job/memory.max", "max\n");
    assertEquals(Optional.empty(), narrowest());
  }

  @Test
  void withoutGroupsNothingLimits() throws IOException {
    write("proc/self/cgroup", "");
    assertEquals(Optional.empty(), narrowest());
  }

  private Optional<GroupMemory> narrowest() throws IOException {
    return GroupMemory.narrowest(GroupMemory.limited(new GroupTree(root)));
  }

  private void group(String folder, String limit, String usage, String stat) throws IOException {
    write(folder + "/memory.limit_in_bytes", limit + "\n");
    write(folder + "/memory.usage_in_bytes", usage + "\n");
    write(folder + "/memory.stat", stat + "\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
