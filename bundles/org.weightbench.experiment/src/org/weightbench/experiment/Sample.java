package org.weightbench.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One measured load, as a line of {@code samples.jsonl}.
 *
 * @param schema version of this record
 * @param run number of the planned run; unique in a result folder
 * @param repetition repetition of the cell, from 1
 * @param cell the settings
 * @param startedAt when the fork was started, ISO 8601 in UTC
 * @param status whether the sample counts
 * @param reason why it does not, where it does not
 * @param measurement what was measured; absent when the load failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(
    int schema,
    int run,
    int repetition,
    Cell cell,
    String startedAt,
    Status status,
    @Nullable String reason,
    @Nullable Measurement measurement) {

  /** Version that this class writes. */
  public static final int SCHEMA = 1;

  /** Returns this sample as one that does not count, for one more reason; a failed one stays so. */
  public Sample doubted(String why) {
    return status == Status.FAILED
        ? this
        : new Sample(
            schema,
            run,
            repetition,
            cell,
            startedAt,
            Status.UNVERIFIED,
            reason == null ? why : reason + "; " + why,
            measurement);
  }

  /** Whether a sample counts. */
  public enum Status {
    /** The cache state was proven and the load succeeded. */
    VERIFIED,
    /** The load succeeded, but the cache state was not as asked or could not be measured. */
    UNVERIFIED,
    /** The load failed. */
    FAILED
  }

  /**
   * What a successful load gave.
   *
   * @param wallNanos from open(2) of the first shard to the last tensor ready
   * @param benchmarkNanos the same as JMH measured it, with the cost of the call
   * @param phases busy time and bytes of each phase; phases may overlap
   * @param criticalPhase the phase that bounds the load
   * @param ran the strategy that really ran, with the options the system granted
   * @param logicalBytes bytes of the requested tensors in the file
   * @param deliveredBytes bytes that were ready in memory
   * @param residencyBefore page-cache residency just before
   * @param residencyAfter page-cache residency just after
   * @param deviceBytes bytes that the block device read meanwhile; absent when there is no device
   * @param processReadBytes bytes that the kernel read from storage for this process; absent when
   *     the system does not count them
   * @param counters what the process used; absent when the system does not count it
   * @param details what else was noticed; absent in results of older versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Measurement(
      long wallNanos,
      long benchmarkNanos,
      List<PhaseMeasurement> phases,
      String criticalPhase,
      String ran,
      long logicalBytes,
      long deliveredBytes,
      ResidencyMeasurement residencyBefore,
      ResidencyMeasurement residencyAfter,
      @Nullable Long deviceBytes,
      @Nullable Long processReadBytes,
      @Nullable Counters counters,
      @Nullable Details details) {

    /** Copies the phases. */
    public Measurement {
      phases = List.copyOf(phases);
    }

    /** Creates a measurement of which nothing else was noticed. */
    public Measurement(
        long wallNanos,
        long benchmarkNanos,
        List<PhaseMeasurement> phases,
        String criticalPhase,
        String ran,
        long logicalBytes,
        long deliveredBytes,
        ResidencyMeasurement residencyBefore,
        ResidencyMeasurement residencyAfter,
        @Nullable Long deviceBytes,
        @Nullable Long processReadBytes,
        @Nullable Counters counters) {
      this(
          wallNanos,
          benchmarkNanos,
          phases,
          criticalPhase,
          ran,
          logicalBytes,
          deliveredBytes,
          residencyBefore,
          residencyAfter,
          deviceBytes,
          processReadBytes,
          counters,
          null);
    }

    /** Returns the same with the time that JMH measured. */
    public Measurement withBenchmarkNanos(long nanos) {
      return new Measurement(
          wallNanos,
          nanos,
          phases,
          criticalPhase,
          ran,
          logicalBytes,
          deliveredBytes,
          residencyBefore,
          residencyAfter,
          deviceBytes,
          processReadBytes,
          counters,
          details);
    }

    /**
     * Returns the bytes that the device read for somebody else while the load went on; empty when
     * they were not counted. Read-ahead that the load began and did not wait for is its own.
     */
    public OptionalLong foreignDeviceBytes() {
      return deviceBytes == null || processReadBytes == null
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, deviceBytes - processReadBytes));
    }

    /** Returns the bytes of the file's tensors per second of wall time. */
    public double bytesPerSecond() {
      return logicalBytes * 1e9 / wallNanos;
    }
  }

  /**
   * What else was noticed about a load. Every part may be absent or empty: it was not asked for,
   * the way of loading does not have it, or the system does not tell.
   *
   * @param readBytes bytes of the file that the loader asked for, with gaps, alignment and repeats
   * @param kernels name of the code that dequantized, by tensor type
   * @param destination what the tensors lie in, for example {@code anonymous memory, huge pages
   *     advised}
   * @param granted what else the system granted of what was asked for, each as a few words
   * @param layersReady when each layer was ready, in the order of becoming so
   * @param firstLayerNanos from the start to the first layer ready
   * @param stream how a consumer of layers fared; absent when the whole model was handed over
   * @param effectiveReadAheadBytes read-ahead that the kernel used for the file
   * @param pressure how long the system stalled during the load
   * @param readers other processes that had one of the model's files open or mapped, each as {@code
   *     name (pid)}
   * @param memoryLimitBytes memory that the control group of the load allowed
   * @param groupMemory memory of the control group with the least room, just after the load; absent
   *     where no group limits memory and in results of older versions
   * @param hostMemory what was taken from the virtual machine's host before the load; absent where
   *     no free memory is given back to a host and in results of older versions
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Details(
      @Nullable Long readBytes,
      Map<String, String> kernels,
      @Nullable String destination,
      List<String> granted,
      List<LayerTime> layersReady,
      @Nullable Long firstLayerNanos,
      @Nullable StreamMeasurement stream,
      @Nullable Long effectiveReadAheadBytes,
      @Nullable PressureMeasurement pressure,
      List<String> readers,
      @Nullable Long memoryLimitBytes,
      @Nullable GroupMemoryMeasurement groupMemory,
      @Nullable HostMemoryMeasurement hostMemory) {

    /** Copies the collections; in a file an empty one is left out. */
    public Details {
      kernels = Map.copyOf(Objects.requireNonNullElse(kernels, Map.of()));
      granted = List.copyOf(Objects.requireNonNullElse(granted, List.of()));
      layersReady = List.copyOf(Objects.requireNonNullElse(layersReady, List.of()));
      readers = List.copyOf(Objects.requireNonNullElse(readers, List.of()));
    }
  }

  /**
   * When a layer was ready.
   *
   * @param layer its number; -1 for tensors that belong to none
   * @param nanos time from the start of the load
   */
  public record LayerTime(int layer, long nanos) {}

  /**
   * How a consumer fared that took layer by layer while the next ones were loaded.
   *
   * @param layers what it took: layers, and the groups of tensors before and after them
   * @param stallNanos time that it waited for layers that were not ready, the first one included
   * @param consumeNanos time that it held layers
   * @param peakWindowBytes most bytes that were ready or being made ready at any time
   */
  public record StreamMeasurement(
      int layers, long stallNanos, long consumeNanos, long peakWindowBytes) {}

  /**
   * How long the system stalled during a load, from the differences of the kernel's pressure
   * counters ({@code /proc/pressure}): <i>some</i> task waited, or <i>all</i> did.
   *
   * @param cpuSomeNanos some waited for a processor
   * @param ioSomeNanos some waited for I/O
   * @param ioFullNanos all waited for I/O
   * @param memorySomeNanos some waited for memory
   * @param memoryFullNanos all waited for memory
   */
  public record PressureMeasurement(
      long cpuSomeNanos,
      long ioSomeNanos,
      long ioFullNanos,
      long memorySomeNanos,
      long memoryFullNanos) {}

  /**
   * The memory of a control group.
   *
   * @param limitBytes what the group may use
   * @param usedBytes what is charged to it, page cache included
   * @param cacheBytes page cache in it that the kernel gives up when memory is needed
   */
  public record GroupMemoryMeasurement(long limitBytes, long usedBytes, long cacheBytes) {}

  /**
   * Free memory that was touched before a load, so that none of it had to be fetched from the host
   * during the load.
   *
   * @param claimedBytes how much
   * @param tookNanos how long that took, which is no part of the load
   */
  public record HostMemoryMeasurement(long claimedBytes, long tookNanos) {}

  /**
   * Busy time of one phase, summed over threads.
   *
   * @param phase name of the phase, lower case
   * @param busyNanos time that threads spent in it
   * @param bytes bytes that went through it
   */
  public record PhaseMeasurement(String phase, long busyNanos, long bytes) {}

  /**
   * Page-cache residency of the model's files.
   *
   * @param share resident pages over all pages, 0 to 1; absent when it cannot be measured
   * @param method how it was measured, or why it was not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResidencyMeasurement(@Nullable Double share, String method) {

    /** Tells whether this proves a cache state. */
    public boolean proves(CacheState state) {
      return share == null ? state == CacheState.ASIS : state.isProvenBy(share);
    }
  }

  /**
   * What the process used during the load.
   *
   * @param userNanos processor time in user mode
   * @param systemNanos processor time in the kernel
   * @param minorFaults page faults served without I/O
   * @param majorFaults page faults that waited for I/O
   * @param voluntarySwitches context switches because a thread waited
   * @param involuntarySwitches context switches because a thread was displaced
   * @param maxResidentBytes peak resident memory of the process
   */
  public record Counters(
      long userNanos,
      long systemNanos,
      long minorFaults,
      long majorFaults,
      long voluntarySwitches,
      long involuntarySwitches,
      long maxResidentBytes) {}
}
