package org.weightbench.runner.watch.internal;

import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.os.CounterSource;
import org.weightbench.os.DeviceCounters;
import org.weightbench.os.MemoryCounters;
import org.weightbench.os.Pressure;
import org.weightbench.os.ProcessTreeCounters;

/**
 * Reads a record of counters.
 *
 * @param <T> the record
 */
public final class CounterProbe<T> implements Probe {
  /** Of a device. */
  public static final List<Field<DeviceCounters>> DEVICE =
      List.of(
          new Field<>(Quantity.DEVICE_READS, DeviceCounters::reads),
          new Field<>(Quantity.DEVICE_MERGED_READS, DeviceCounters::mergedReads),
          new Field<>(Quantity.DEVICE_READ_BYTES, DeviceCounters::readBytes),
          new Field<>(Quantity.DEVICE_READ_TIME, DeviceCounters::readMillis),
          new Field<>(Quantity.DEVICE_WRITES, DeviceCounters::writes),
          new Field<>(Quantity.DEVICE_WRITTEN_BYTES, DeviceCounters::writtenBytes),
          new Field<>(Quantity.DEVICE_WRITE_TIME, DeviceCounters::writeMillis),
          new Field<>(Quantity.DEVICE_IN_FLIGHT, DeviceCounters::inFlight),
          new Field<>(Quantity.DEVICE_BUSY_TIME, DeviceCounters::busyMillis),
          new Field<>(Quantity.DEVICE_QUEUE_TIME, DeviceCounters::queueMillis));

  /** Of the watched processes. */
  public static final List<Field<ProcessTreeCounters>> PROCESSES =
      List.of(
          new Field<>(Quantity.PROCESSES, ProcessTreeCounters::processes),
          new Field<>(Quantity.PROCESS_THREADS, ProcessTreeCounters::threads),
          new Field<>(Quantity.PROCESS_USER_TIME, ProcessTreeCounters::userNanos),
          new Field<>(Quantity.PROCESS_SYSTEM_TIME, ProcessTreeCounters::systemNanos),
          new Field<>(Quantity.PROCESS_MINOR_FAULTS, ProcessTreeCounters::minorFaults),
          new Field<>(Quantity.PROCESS_MAJOR_FAULTS, ProcessTreeCounters::majorFaults),
          new Field<>(Quantity.PROCESS_RESIDENT_BYTES, ProcessTreeCounters::residentBytes),
          new Field<>(Quantity.PROCESS_READ_BYTES, ProcessTreeCounters::readBytes),
          new Field<>(Quantity.PROCESS_READ_CHARS, ProcessTreeCounters::readChars),
          new Field<>(Quantity.PROCESS_READ_CALLS, ProcessTreeCounters::readCalls));

  /** Of the system's memory. */
  public static final List<Field<MemoryCounters>> MEMORY =
      List.of(
          new Field<>(Quantity.MEMORY_FREE, MemoryCounters::freeBytes),
          new Field<>(Quantity.MEMORY_AVAILABLE, MemoryCounters::availableBytes),
          new Field<>(Quantity.MEMORY_CACHED, MemoryCounters::cachedBytes),
          new Field<>(Quantity.MEMORY_DIRTY, MemoryCounters::dirtyBytes),
          new Field<>(Quantity.SWAP_USED, MemoryCounters::swapUsedBytes),
          new Field<>(Quantity.SWAPPED_IN, MemoryCounters::swappedInBytes),
          new Field<>(Quantity.SWAPPED_OUT, MemoryCounters::swappedOutBytes),
          new Field<>(Quantity.FAULTS, MemoryCounters::faults),
          new Field<>(Quantity.MAJOR_FAULTS, MemoryCounters::majorFaults),
          new Field<>(Quantity.RECLAIMED, MemoryCounters::reclaimedBytes),
          new Field<>(Quantity.REFAULTED, MemoryCounters::refaultedBytes));

  /** Of a resource that tasks stall for. */
  public static final List<Field<Pressure>> PRESSURE =
      List.of(
          new Field<>(Quantity.PRESSURE_SOME, Pressure::someNanos),
          new Field<>(Quantity.PRESSURE_FULL, Pressure::fullNanos));

  private final CounterSource<T> source;
  private final List<Field<T>> fields;
  private final List<Channel> channels;

  /**
   * Takes over a source.
   *
   * @param instance of what it counts; may be empty
   */
  public CounterProbe(CounterSource<T> source, String instance, List<Field<T>> fields) {
    this.source = source;
    this.fields = fields;
    this.channels = fields.stream().map(field -> new Channel(field.quantity(), instance)).toList();
  }

  /**
   * A number of a record.
   *
   * @param <T> the record
   */
  public record Field<T>(Quantity quantity, ToLongFunction<T> number) {}

  @Override
  public List<Channel> channels() {
    return channels;
  }

  @Override
  public void read(long[] into, int at) throws IOException {
    T counters = source.read();
    for (int i = 0; i < fields.size(); i++) {
      into[at + i] = fields.get(i).number().applyAsLong(counters);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
