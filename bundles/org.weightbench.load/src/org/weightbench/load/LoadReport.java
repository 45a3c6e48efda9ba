package org.weightbench.load;

import java.util.List;
import java.util.Optional;

/**
 * What a load did and how long it took.
 *
 * @param wallNanos from open(2) of the first shard to the last requested tensor ready
 * @param headerNanos the part of it before the first byte of tensor data was asked for: headers and
 *     plan
 * @param phases work by phase over all threads, in the order of {@link Phase}; phases without work
 *     are absent. RELEASE lies after the wall time
 * @param criticalPath the chain of work that ended last
 * @param logicalBytes stored bytes of the requested tensors
 * @param readBytes file bytes that were asked for, with gaps between merged tensors and alignment
 * @param deliveredBytes bytes of the tensors in the delivered form
 * @param strategyUsed name of the strategy that really ran
 * @param deliver the delivered form
 * @param threads threads that read, copied and dequantized
 * @param helperThreads threads beside those, which only touched destination pages ahead of them
 * @param chunkBytes size of the pieces really used: the asked one, rounded up where the strategy
 *     needs aligned pieces
 * @param destination what the tensors lie in, for example {@code anonymous memory, huge pages
 *     advised}
 */
public record LoadReport(
    long wallNanos,
    long headerNanos,
    List<PhaseTime> phases,
    CriticalPath criticalPath,
    long logicalBytes,
    long readBytes,
    long deliveredBytes,
    String strategyUsed,
    Deliver deliver,
    int threads,
    int helperThreads,
    long chunkBytes,
    String destination) {
  /** Keeps its own copy of the phases. */
  public LoadReport {
    phases = List.copyOf(phases);
  }

  /** Returns the work of one phase, or nothing when the load had none. */
  public Optional<PhaseTime> phase(Phase phase) {
    return phases.stream().filter(time -> time.phase() == phase).findFirst();
  }

  /** Returns stored bytes by wall time, in bytes a second. */
  public double logicalBytesPerSecond() {
    return logicalBytes * 1e9 / Math.max(1, wallNanos);
  }
}
