package org.weightbench.os.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.weightbench.os.GroupLimits;
import org.weightbench.os.GroupLimits.ReadLimit;

/**
 * The controllers of control groups, by what their files are called in version 1 (kernel
 * Documentation/admin-guide/cgroup-v1) and in version 2 (cgroup-v2.rst).
 */
public enum Controller {
  /** Memory with page cache. */
  MEMORY("memory", "memory") {
    @Override
    public List<Setting> settings(GroupLimits limits, int version) {
      if (limits.memoryBytes().isEmpty()) {
        return List.of();
      }
      String bytes = Long.toString(limits.memoryBytes().getAsLong());
      return version == 1
          ? List.of(
              new Setting("memory.limit_in_bytes", bytes, true),
              new Setting("memory.memsw.limit_in_bytes", bytes, false))
          : List.of(
              new Setting("memory.max", bytes, true), new Setting("memory.swap.max", "0", false));
    }
  },
  /** Processor time. */
  CPU("cpu", "cpu") {
    @Override
    public List<Setting> settings(GroupLimits limits, int version) {
      if (limits.processors().isEmpty()) {
        return List.of();
      }
      String period = Integer.toString(PERIOD_MICROS);
      String quota = Long.toString(Math.round(limits.processors().getAsDouble() * PERIOD_MICROS));
      return version == 1
          ? List.of(
              new Setting("cpu.cfs_period_us", period, true),
              new Setting("cpu.cfs_quota_us", quota, true))
          : List.of(new Setting("cpu.max", quota + " " + period, true));
    }
  },
  /** Reads from devices. */
  IO("blkio", "io") {
    @Override
    public List<Setting> settings(GroupLimits limits, int version) {
      List<Setting> settings = new ArrayList<>();
      if (version == 1) {
        add(settings, limits, ReadLimit::bytesPerSecond, "blkio.throttle.read_bps_device", "");
        add(settings, limits, ReadLimit::requestsPerSecond, "blkio.throttle.read_iops_device", "");
      } else {
        add(settings, limits, ReadLimit::bytesPerSecond, "io.max", "rbps=");
        add(settings, limits, ReadLimit::requestsPerSecond, "io.max", "riops=");
      }
      return settings;
    }
  };

  private static final int PERIOD_MICROS = 100_000;

  private final String first;
  private final String second;

  Controller(String first, String second) {
    this.first = first;
    this.second = second;
  }

  /**
   * A value for a file of a group.
   *
   * @param file its name
   * @param value what is written
   * @param needed whether the file must be there; swap is not counted everywhere and has no limit
   *     then
   */
  public record Setting(String file, String value, boolean needed) {}

  /** The name in a version. */
  public String label(int version) {
    return version == 1 ? first : second;
  }

  /** What limits write, in this order; empty when they do not need this controller. */
  public abstract List<Setting> settings(GroupLimits limits, int version);

  private static void add(
      List<Setting> settings,
      GroupLimits limits,
      Function<ReadLimit, OptionalLong> limit,
      String file,
      String prefix) {
    for (ReadLimit read : limits.reads()) {
      limit
          .apply(read)
          .ifPresent(
              value ->
                  settings.add(
                      new Setting(
                          file,
                          "%d:%d %s%d"
                              .formatted(
                                  read.device().major(), read.device().minor(), prefix, value),
                          true)));
    }
  }
}
