package org.weightbench.quant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.TensorInfo;

/**
 * What a {@link QuantizationMix} looks at of the model that a tensor belongs to.
 *
 * @param architecture {@code general.architecture}
 * @param layers number of layers
 * @param experts number of experts of a mixture, 0 for a dense model
 * @param sharedValues whether several attention heads share keys and values
 * @param valueMatrices names of the matrices that make attention values, alone or fused with
 *     others, by layer
 * @param tiedEmbeddings whether the model has no {@code output.weight}, so that its token embedding
 *     serves as the output too
 */
public record ModelTraits(
    String architecture,
    int layers,
    int experts,
    boolean sharedValues,
    List<String> valueMatrices,
    boolean tiedEmbeddings) {

  /** Copies the names. */
  public ModelTraits {
    valueMatrices = List.copyOf(valueMatrices);
  }

  /** Reads the traits of a model; what its metadata does not say follows from its tensors. */
  public static ModelTraits of(GgufModel model) {
    return of(model.metadata(), model.tensors().stream().map(TensorInfo::name).toList());
  }

  /** Reads the traits out of metadata and the names of all tensors. */
  public static ModelTraits of(Metadata metadata, Collection<String> tensorNames) {
    String architecture = metadata.string("general.architecture").orElse("");
    int named = tensorNames.stream().mapToInt(ModelTraits::layer).max().orElse(-1) + 1;
    long heads = metadata.integer(architecture + ".attention.head_count").orElse(0);
    return new ModelTraits(
        architecture,
        number(metadata.integer(architecture + ".block_count"), named),
        number(metadata.integer(architecture + ".expert_count"), 0),
        metadata.integer(architecture + ".attention.head_count_kv").orElse(heads) != heads,
        tensorNames.stream()
            .filter(TensorRole::makesValues)
            .sorted(
                Comparator.comparingInt(ModelTraits::layer)
                    .thenComparing(Comparator.naturalOrder()))
            .toList(),
        !tensorNames.contains("output.weight"));
  }

  private static int layer(String name) {
    return TensorRole.layer(name).orElse(-1);
  }

  private static int number(OptionalLong stated, int otherwise) {
    return stated.isPresent() ? Math.clamp(stated.getAsLong(), 0, 1 << 20) : otherwise;
  }
}
