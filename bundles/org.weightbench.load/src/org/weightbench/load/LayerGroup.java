package org.weightbench.load;

import java.util.List;
import java.util.OptionalInt;

/**
 * Tensors that a model uses together: those of a layer, or what comes before or after all layers.
 *
 * @param name {@code blk.N}, {@code input} or {@code output}
 * @param layer the number of the layer; empty for what belongs to none
 * @param tensors in the order in which they are read
 * @param freeAfter how many of the groups before it must be given back before it can be loaded; 0
 *     when there is room for the whole model
 */
public record LayerGroup(
    String name, OptionalInt layer, List<PlannedTensor> tensors, int freeAfter) {
  /** Keeps its own copy of the tensors. */
  public LayerGroup {
    tensors = List.copyOf(tensors);
  }

  /** Returns the bytes of the tensors in the delivered form. */
  public long byteSize() {
    return tensors.stream().mapToLong(PlannedTensor::byteSize).sum();
  }

  /** Returns the bytes of the tensors in the file. */
  public long storedBytes() {
    return tensors.stream().mapToLong(tensor -> tensor.info().byteSize()).sum();
  }
}
