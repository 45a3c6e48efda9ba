package org.weightbench.hardware.ceiling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;

/**
 * What ceilings are wanted.
 *
 * @param path the file that is read, and whose pages are dropped from the page cache; or a folder,
 *     in which a scratch file is written, read and deleted
 * @param types the tensor types to dequantize
 * @param threads the most threads of work that needs processors
 * @param budget about how long the measurement may take; it ends a few seconds after at most
 */
public record CeilingRequest(Path path, Set<TensorType> types, int threads, Duration budget) {

  /** A budget that keeps the whole under a minute. */
  public static final Duration USUAL_BUDGET = Duration.ofSeconds(45);

  /** For how long {@link CeilingKind#SEQUENTIAL_RESTED} reads after each rest. */
  public static final Duration RESTED_READ = Duration.ofMillis(600);

  private static final double LEAST_SHARE = 0.01;
  private static final Set<TensorType> ALL_TYPES = EnumSet.allOf(TensorType.class);

  /** Copies the types. */
  public CeilingRequest {
    types = Set.copyOf(types);
    if (threads < 1) {
      throw new IllegalArgumentException("ceilings cannot be measured on " + threads + " threads");
    }
  }

  /**
   * Asks for all that matters to one model: reads are of its largest file, weights are of its
   * types. For a path that is no model, weights are of every type.
   */
  public static CeilingRequest of(Path path) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (Files.isRegularFile(path)) {
      try (GgufModel model = GgufModel.open(path)) {
        return new CeilingRequest(largest(model), types(model), processors, USUAL_BUDGET);
      } catch (GgufException _) {
        // any file can be read; only its types are not known
      }
    }
    return new CeilingRequest(path, ALL_TYPES, processors, USUAL_BUDGET);
  }

  /** Returns the same with another budget. */
  public CeilingRequest within(Duration other) {
    return new CeilingRequest(path, types, threads, other);
  }

  /** Returns the same with weights of other types. */
  public CeilingRequest ofTypes(Set<TensorType> others) {
    return new CeilingRequest(path, others, threads, budget);
  }

  private static Path largest(GgufModel model) {
    return model.shards().stream()
        .max(Comparator.comparingLong(GgufFile::byteSize))
        .map(GgufFile::path)
        .orElseThrow();
  }

  /** The types that at least one weight in a hundred has. */
  private static Set<TensorType> types(GgufModel model) {
    Map<TensorType, Long> weights = new EnumMap<>(TensorType.class);
    for (TensorInfo tensor : model.tensors()) {
      tensor.type().ifPresent(type -> weights.merge(type, tensor.weights(), Long::sum));
    }
    long all = weights.values().stream().mapToLong(Long::longValue).sum();
    return weights.keySet().stream()
        .filter(type -> weights.get(type) >= all * LEAST_SHARE)
        .collect(Collectors.toSet());
  }
}
