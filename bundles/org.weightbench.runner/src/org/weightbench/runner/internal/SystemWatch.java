package org.weightbench.runner.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Sample.GroupMemoryMeasurement;
import org.weightbench.experiment.Sample.PressureMeasurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.FileUsers;
import org.weightbench.os.GroupMemory;
import org.weightbench.os.UnavailableException;

/** Watches what the system does around one load. Used by one thread. */
final class SystemWatch {
  private final CacheControl cache;
  private final FileUsers users;
  private final Set<String> readers;
  private final @Nullable Long readAheadBytes;
  private final DeviceWatch device;
  private final ResidencyMeasurement residency;
  private final OptionalLong deviceBytes;
  private final Optional<PressureWatch> pressure;

  /**
   * What was seen.
   *
   * @param residencyBefore page-cache residency just before the load
   * @param residencyAfter page-cache residency after it
   * @param deviceBytes bytes that the devices read meanwhile; null when there is none
   * @param pressure how long the system stalled; null when the kernel does not count it
   * @param readers other processes that had a file open or mapped before or after
   * @param readAheadBytes read-ahead of the model's device; null when the system does not show it
   * @param groupMemory memory of the control group with the least room, after the load; null when
   *     none limits memory
   */
  record Seen(
      ResidencyMeasurement residencyBefore,
      ResidencyMeasurement residencyAfter,
      @Nullable Long deviceBytes,
      @Nullable PressureMeasurement pressure,
      List<String> readers,
      @Nullable Long readAheadBytes,
      @Nullable GroupMemoryMeasurement groupMemory) {}

  private SystemWatch(CacheControl cache) throws IOException {
    this.cache = cache;
    users = FileUsers.of(cache.shards());
    readers = new TreeSet<>(users.others(Set.of()));
    readAheadBytes = readAhead(cache);
    device = DeviceWatch.of(cache.shards());
    residency = cache.measure();
    deviceBytes = device.readBytes();
    pressure = PressureWatch.now();
  }

  /**
   * Begins to watch; the load should follow at once.
   *
   * @throws IOException when the system cannot be asked
   */
  static SystemWatch start(CacheControl cache) throws IOException {
    return new SystemWatch(cache);
  }

  private static @Nullable Long readAhead(CacheControl cache) throws IOException {
    try {
      return DeviceReadAhead.of(cache.shards().getFirst()).map(DeviceReadAhead::bytes).orElse(null);
    } catch (UnavailableException _) {
      // Other systems have no such setting.
      return null;
    }
  }

  /** Returns the residency just before the load. */
  ResidencyMeasurement residencyBefore() {
    return residency;
  }

  /**
   * Ends to watch.
   *
   * @param own processes that belong to the load beside this one
   * @throws IOException when the system cannot be asked
   */
  Seen stop(Set<Long> own) throws IOException {
    Optional<PressureWatch> pressureAfter = PressureWatch.now();
    OptionalLong deviceAfter = device.readBytes();
    Optional<GroupMemory> group = GroupMemory.narrowest();
    ResidencyMeasurement residencyAfter = cache.measure();
    readers.addAll(users.others(own));
    return new Seen(
        residency,
        residencyAfter,
        deviceAfter.isPresent() && deviceBytes.isPresent()
            ? (Long) (deviceAfter.getAsLong() - deviceBytes.getAsLong())
            : null,
        pressureAfter.flatMap(after -> pressure.map(after::since)).orElse(null),
        List.copyOf(readers),
        readAheadBytes,
        group
            .map(
                memory ->
                    new GroupMemoryMeasurement(
                        memory.limitBytes(), memory.usedBytes(), memory.cacheBytes()))
            .orElse(null));
  }
}
