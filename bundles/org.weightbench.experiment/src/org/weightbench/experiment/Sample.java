package org.weightbench.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
      @Nullable Counters counters) {

    /** Copies the phases. */
    public Measurement {
      phases = List.copyOf(phases);
    }

    /** Returns the bytes of the file's tensors per second of wall time. */
    public double bytesPerSecond() {
      return logicalBytes * 1e9 / wallNanos;
    }
  }

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
