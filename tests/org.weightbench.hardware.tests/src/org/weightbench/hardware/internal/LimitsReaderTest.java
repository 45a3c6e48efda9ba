package org.weightbench.hardware.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.Limits;
import org.weightbench.hardware.Reading;

class LimitsReaderTest {

  private static final String V2 =
      "30 20 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";

  @TempDir Path folder;
  private RecordedTree tree;

  @BeforeEach
  void startWithNothing() {
    tree = new RecordedTree(folder);
  }

  @Test
  void whatTheProcessMayHaveIsRead() {
    tree.file(
        "/proc/self/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max open files            1024                 1048576              files
        Max locked memory         unlimited            unlimited            bytes
        """);

    assertEquals(Reading.known(1024L), read().openFiles());
    assertEquals(Reading.none("no limit is set"), read().lockedMemoryBytes());
  }

  @Test
  void inVersion2TheNarrowestLimitOfAllGroupsAboveCounts() {
    String groups = "/sys/fs/cgroup";
    tree.file("/proc/self/mountinfo", V2)
        .file("/proc/self/cgroup", "0::/user.slice/job.scope\n")
        .file(groups + "/user.slice/memory.max", "8589934592\n")
        .file(groups + "/user.slice/memory.high", "max\n")
        .file(groups + "/user.slice/job.scope/memory.max", "max\n")
        .file(groups + "/user.slice/job.scope/memory.high", "4294967296\n")
        .file(groups + "/user.slice/job.scope/memory.swap.max", "0\n")
        .file(groups + "/user.slice/cpu.max", "400000 100000\n")
        .file(groups + "/user.slice/job.scope/cpu.max", "150000 100000\n")
        .file(groups + "/user.slice/job.scope/io.max", "259:0 rbps=167772160 wbps=max\n")
        .file("/proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-3,8\n");

    Limits limits = read();

    assertEquals(Reading.known("v2"), limits.hierarchy());
    assertEquals(Reading.known("/user.slice/job.scope"), limits.group());
    assertEquals(Reading.known(8L << 30), limits.memoryBytes());
    assertEquals(Reading.known(4L << 30), limits.memoryHighBytes());
    assertEquals(Reading.known(0L), limits.swapBytes());
    assertEquals(Reading.known(1.5), limits.processors());
    assertEquals(Reading.known("0-3,8"), limits.allowedProcessors());
    assertEquals(Reading.known(List.of("io.max 259:0 rbps=167772160 wbps=max")), limits.io());
  }

  @Test
  void withoutLimitsThereAreNone() {
    tree.file("/proc/self/mountinfo", V2).file("/proc/self/cgroup", "0::/\n");

    Limits limits = read();

    assertEquals(Reading.none("no limit is set"), limits.memoryBytes());
    assertEquals(Reading.none("no limit is set"), limits.processors());
    assertEquals(Reading.none("no limit is set"), limits.io());
  }

  @Test
  void inVersion1EachControllerHasItsOwnGroup() {
    tree.file(
            "/proc/self/mountinfo",
            """
            31 20 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            32 20 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            33 20 0:29 / /sys/fs/cgroup/blkio rw - cgroup cgroup rw,blkio
            """)
        .file("/proc/self/cgroup", "5:memory:/batch\n4:cpu,cpuacct:/fast\n3:blkio:/slow\n")
        .file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
        .file("/sys/fs/cgroup/memory/batch/memory.limit_in_bytes", "1073741824\n")
        .file("/sys/fs/cgroup/memory/batch/memory.memsw.limit_in_bytes", "9223372036854771712\n")
        .file("/sys/fs/cgroup/cpu,cpuacct/fast/cpu.cfs_quota_us", "50000\n")
        .file("/sys/fs/cgroup/cpu,cpuacct/fast/cpu.cfs_period_us", "100000\n")
        .file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n")
        .file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
        .file("/sys/fs/cgroup/blkio/slow/blkio.throttle.read_bps_device", "254:0 167772160\n");

    Limits limits = read();

    assertEquals(Reading.known("v1"), limits.hierarchy());
    assertEquals(Reading.known("/batch"), limits.group());
    assertEquals(Reading.known(1L << 30), limits.memoryBytes());
    assertEquals(Reading.none("no limit is set"), limits.swapBytes());
    assertEquals(Reading.none("cgroup v1 has no such limit"), limits.memoryHighBytes());
    assertEquals(Reading.known(0.5), limits.processors());
    assertEquals(
        Reading.known(List.of("blkio.throttle.read_bps_device 254:0 167772160")), limits.io());
  }

  @Test
  void inAContainerTheGroupIsTheMountItself() {
    tree.file(
            "/proc/self/mountinfo",
            "40 20 0:28 /docker/4f2a /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n")
        .file("/proc/self/cgroup", "5:memory:/docker/4f2a\n")
        .file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");

    assertEquals(Reading.known(2L << 30), read().memoryBytes());
  }

  @Test
  void withoutControlGroupsTheLimitIsUnknown() {
    tree.file("/proc/self/mountinfo", "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n")
        .file("/proc/self/cgroup", "0::/\n");

    Limits limits = read();

    assertEquals(Reading.unknown("no cgroup file system is mounted"), limits.hierarchy());
    assertTrue(limits.memoryBytes().reason().contains("'memory'"), limits.memoryBytes().reason());
  }

  private Limits read() {
    return new LimitsReader(tree.tree(), MountTable.read(tree.tree())).read();
  }
}
