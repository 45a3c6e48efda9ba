package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.os.GroupLimits.ReadLimit;
import org.weightbench.os.internal.Controller;
import org.weightbench.os.internal.GroupTree;

class ControlGroupTest {
  private static final long LIMIT_BYTES = 64L << 20;
  private static final GroupLimits MEMORY = GroupLimits.NONE.withMemory(LIMIT_BYTES);

  @TempDir private Path folder;

  @Test
  void commandRunsWithinTheGroupWhichThenIsGone() throws Exception {
    assumeAvailable(MEMORY);
    List<Path> made;
    try (SystemJournal journal = SystemJournal.open(folder.resolve("journals"));
        ControlGroup group = ControlGroup.create(MEMORY, journal)) {
      made = group.folders();
      String name = made.getFirst().getFileName().toString();
      Process process =
          new ProcessBuilder(group.command(List.of("cat", "/proc/self/cgroup", "two words")))
              .start();
      String groups = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertTrue(groups.contains("/" + name), groups);
      assertTrue(group.memoryBytes().orElseThrow() <= LIMIT_BYTES);
      assertTrue(group.peakMemoryBytes().orElseThrow() > 0);
    }
    for (Path gone : made) {
      assertFalse(Files.exists(gone), gone.toString());
    }
  }

  @Test
  void pageCacheOfTheGroupStaysWithinItsMemory() throws Exception {
    assumeAvailable(MEMORY);
    try (RealDisk disk = RealDisk.open();
        SystemJournal journal = SystemJournal.open(folder.resolve("journals"));
        ControlGroup group = ControlGroup.create(MEMORY, journal)) {
      disk.write("weights", (int) (2 * LIMIT_BYTES));
      Path weights = disk.file("weights");
      assertEquals(0, PageCache.evict(weights).residentPages());
      Process reader =
          new ProcessBuilder(group.command(List.of("cat", weights.toString())))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertEquals(0, reader.waitFor());
      double resident = PageCache.residency(weights).fraction();
      assertTrue(resident > 0 && resident < 0.6, "resident: " + resident);
      assertEquals(0, group.outOfMemoryKills());
    }
  }

  @Test
  void processLeftInsideReturnsHomeWhenTheGroupCloses() throws Exception {
    assumeAvailable(MEMORY);
    Process sleeper = new ProcessBuilder("cat").start();
    try (SystemJournal journal = SystemJournal.open(folder.resolve("journals"))) {
      String home = Files.readString(groupsOf(sleeper));
      try (ControlGroup group = ControlGroup.create(MEMORY, journal)) {
        group.add(sleeper.pid());
        assertTrue(
            Files.readString(groupsOf(sleeper))
                .contains(group.folders().getFirst().getFileName().toString()));
      }
      assertEquals(home, Files.readString(groupsOf(sleeper)));
      assertTrue(sleeper.isAlive());
    } finally {
      sleeper.destroyForcibly().waitFor();
    }
  }

  @Test
  void groupOfAKilledProcessIsRemovedByRestoring() throws Exception {
    assumeAvailable(MEMORY);
    Path journals = folder.resolve("journals");
    Path made;
    try (SystemJournal journal = SystemJournal.open(folder.resolve("lost"));
        ControlGroup group = ControlGroup.create(MEMORY, journal)) {
      made = group.folders().getFirst();
      Files.createDirectories(journals);
      try (var files = Files.list(folder.resolve("lost"))) {
        Files.copy(files.findFirst().orElseThrow(), journals.resolve("1-a.journal"));
      }
      assertEquals(1, SystemJournal.restore(journals).size());
      assertFalse(Files.exists(made));
    }
  }

  @Test
  void processorTimeIsLimited() throws Exception {
    GroupLimits half = GroupLimits.NONE.withProcessors(0.5);
    assumeAvailable(half);
    try (SystemJournal journal = SystemJournal.open(folder.resolve("journals"));
        ControlGroup group = ControlGroup.create(half, journal)) {
      Path made = group.folders().getFirst();
      Path version2 = made.resolve("cpu.max");
      assertEquals(
          "50000",
          Files.exists(version2)
              ? Files.readString(version2).split(" ")[0]
              : Files.readString(made.resolve("cpu.cfs_quota_us")).trim());
    }
  }

  @Test
  void withoutALimitThereIsNothingToMake() throws IOException {
    try (SystemJournal journal = SystemJournal.open(folder.resolve("journals"))) {
      assertThrows(
          IllegalArgumentException.class, () -> ControlGroup.create(GroupLimits.NONE, journal));
    }
  }

  @Test
  void versionTwoTakesTheNearestGroupThatHandsTheControllersOn() throws IOException {
    GroupTree tree = versionTwo("/user/app/terminal");
    group("user", "memory cpu io", "memory", "");
    group("user/app", "memory", "memory", "");
    group("user/app/terminal", "memory", "", "17\n");
    try (SystemJournal journal = SystemJournal.open(folder.resolve("journals"))) {
      IOException noRealGroup =
          assertThrows(IOException.class, () -> ControlGroup.create(MEMORY, journal, tree));
      assertTrue(
          noRealGroup.getMessage().contains(mount().resolve("user/app/weightbench-").toString()),
          noRealGroup.getMessage());
      assertEquals(List.of(), journal.changes());
    }
  }

  @Test
  void versionTwoSaysWhyNoGroupServes() throws IOException {
    GroupTree tree = versionTwo("/app");
    group("app", "memory", "", "17\n");
    Files.delete(mount().resolve("cgroup.procs"));
    try (SystemJournal journal = SystemJournal.open(folder.resolve("journals"))) {
      UnavailableException refused =
          assertThrows(
              UnavailableException.class, () -> ControlGroup.create(MEMORY, journal, tree));
      assertTrue(
          refused.getMessage().contains("has processes of its own and so hands no controllers on"),
          refused.getMessage());
    }
  }

  @Test
  void limitsOfBothVersionsAreWrittenAsTheKernelReadsThem() {
    BlockDevice device = new BlockDevice("sda", 8, 0, Path.of("/sys/x"), List.of());
    GroupLimits limits =
        GroupLimits.NONE
            .withMemory(4096)
            .withProcessors(1.5)
            .withRead(new ReadLimit(device, OptionalLong.of(160), OptionalLong.of(7)));
    assertEquals(
        List.of(
            "memory.limit_in_bytes=4096",
            "memory.memsw.limit_in_bytes=4096",
            "cpu.cfs_period_us=100000",
            "cpu.cfs_quota_us=150000",
            "blkio.throttle.read_bps_device=8:0 160",
            "blkio.throttle.read_iops_device=8:0 7"),
        settings(limits, 1));
    assertEquals(
        List.of(
            "memory.max=4096",
            "memory.swap.max=0",
            "cpu.max=150000 100000",
            "io.max=8:0 rbps=160",
            "io.max=8:0 riops=7"),
        settings(limits, 2));
  }

  private static List<String> settings(GroupLimits limits, int version) {
    return Arrays.stream(Controller.values())
        .flatMap(controller -> controller.settings(limits, version).stream())
        .map(setting -> setting.file() + "=" + setting.value())
        .toList();
  }

  private Path mount() {
    return folder.resolve("sys/fs/cgroup");
  }

  private GroupTree versionTwo(String own) throws IOException {
    Files.createDirectories(folder.resolve("proc/self"));
    Files.writeString(folder.resolve("proc/self/cgroup"), "0::" + own + "\n");
    Files.writeString(
        folder.resolve("proc/self/mountinfo"),
        "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
    Files.createDirectories(mount());
    Files.writeString(mount().resolve("cgroup.procs"), "");
    Files.writeString(mount().resolve("cgroup.controllers"), "memory cpu io");
    Files.writeString(mount().resolve("cgroup.subtree_control"), "memory cpu io");
    return new GroupTree(folder);
  }

  private void group(String path, String available, String handedOn, String processes)
      throws IOException {
    Path made = Files.createDirectories(mount().resolve(path));
    Files.writeString(made.resolve("cgroup.type"), "domain\n");
    Files.writeString(made.resolve("cgroup.controllers"), available);
    Files.writeString(made.resolve("cgroup.subtree_control"), handedOn);
    Files.writeString(made.resolve("cgroup.procs"), processes);
  }

  private static Path groupsOf(Process process) {
    return Path.of("/proc/" + process.pid() + "/cgroup");
  }

  private void assumeAvailable(GroupLimits limits) {
    Capability capability = ControlGroup.capability(limits, folder.resolve("journals"));
    assumeTrue(capability.available(), capability.reason());
  }
}
