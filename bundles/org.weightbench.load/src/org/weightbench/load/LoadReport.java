package org.weightbench.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.gguf.TensorType;

/**
 * What a load did and how long it took.
 *
 * @param wallNanos from open(2) of the first shard to the last requested tensor ready, or to the
 *     last layer consumed
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
 * @param readThreads threads that read, copied, and dequantized when there were none for that
 * @param dequantizeThreads threads beside them that only dequantized
 * @param helperThreads threads beside those, which only touched destination pages ahead of them
 * @param chunkBytes size of the pieces really used: the asked one, rounded up where the strategy
 *     needs aligned pieces
 * @param destination what the tensors lie in, for example {@code anonymous memory, huge pages
 *     advised}
 * @param granted what else the system granted of what was asked for, each as a few words
 * @param kernels name of the kernel that dequantized, by stored type
 * @param layersReady when each layer was ready, by its number; empty when no tensor has a layer
 * @param stream how the consumer fared; empty when the whole model was handed over
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
    int readThreads,
    int dequantizeThreads,
    int helperThreads,
    long chunkBytes,
    String destination,
    List<String> granted,
    Map<TensorType, String> kernels,
    List<LayerReady> layersReady,
    Optional<StreamReport> stream) {
  /** Keeps its own copies. */
  public LoadReport {
    phases = List.copyOf(phases);
    granted = List.copyOf(granted);
    EnumMap<TensorType, String> byType = new EnumMap<>(TensorType.class);
    byType.putAll(kernels);
    kernels = Collections.unmodifiableMap(byType);
    layersReady = List.copyOf(layersReady);
  }

  /** Returns the work of one phase, or nothing when the load had none. */
  public Optional<PhaseTime> phase(Phase phase) {
    return phases.stream().filter(time -> time.phase() == phase).findFirst();
  }

  /** Returns stored bytes by wall time, in bytes a second. */
  public double logicalBytesPerSecond() {
    return logicalBytes * 1e9 / Math.max(1, wallNanos);
  }

  /** Returns file bytes asked for by stored bytes needed: 1 when nothing else was read. */
  public double readAmplification() {
    return logicalBytes == 0 ? 1 : (double) readBytes / logicalBytes;
  }

  /** Returns in a few words what really ran: strategy, destination, and what was granted. */
  public String ran() {
    StringBuilder ran = new StringBuilder(strategyUsed).append(", ").append(destination);
    granted.forEach(detail -> ran.append(", ").append(detail));
    return ran.toString();
  }
}
