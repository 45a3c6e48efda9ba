package org.weightbench.analysis.roofline;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.gguf.GgufModel;

/**
 * What decides the work of loading a model.
 *
 * @param tensorBytes stored bytes of the tensors
 * @param weightsByType number of weights by the name of their tensor type
 */
public record ModelFacts(long tensorBytes, Map<String, Long> weightsByType) {

  /** Copies the map. */
  public ModelFacts {
    weightsByType = Map.copyOf(weightsByType);
  }

  /** Returns the facts of an open model. */
  public static ModelFacts of(GgufModel model) {
    Map<String, Long> weights = new TreeMap<>();
    model.tensors().forEach(t -> weights.merge(t.typeName(), t.weights(), Long::sum));
    return new ModelFacts(model.tensorBytes(), weights);
  }

  /** Returns the facts that a result recorded; empty in results of older versions. */
  public static Optional<ModelFacts> of(ModelRecord record) {
    return Optional.ofNullable(record.weightsByType())
        .map(weights -> new ModelFacts(record.tensorBytes(), weights));
  }

  /** Returns the facts of a part of the model that has its mix of types. */
  public ModelFacts part(long bytes) {
    double share = tensorBytes == 0 ? 0 : (double) bytes / tensorBytes;
    Map<String, Long> weights = new TreeMap<>();
    weightsByType.forEach((type, count) -> weights.put(type, Math.round(count * share)));
    return new ModelFacts(bytes, weights);
  }

  /** Returns the number of all weights. */
  public long weights() {
    return weightsByType.values().stream().mapToLong(Long::longValue).sum();
  }
}
