package org.weightbench.quant.convert;

import java.util.List;
import java.util.Optional;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.WeightError;

/**
 * What became of a tensor.
 *
 * @param name its name, which comes out of a file of any origin
 * @param shape its dimensions in weights, fastest first
 * @param before its type in the source
 * @param after its type in the new file
 * @param error how far the weights of the new file are from those of the source; empty when the
 *     tensor was copied byte for byte or errors were not asked for
 */
public record ConvertedTensor(
    String name,
    List<Long> shape,
    TensorType before,
    TensorType after,
    Optional<WeightError> error) {
  /** Copies the shape. */
  public ConvertedTensor {
    shape = List.copyOf(shape);
  }

  /** Returns the number of weights. */
  public long weights() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns how many bytes it takes in the source. */
  public long bytesBefore() {
    return before.bytesFor(weights());
  }

  /** Returns how many bytes it takes in the new file. */
  public long bytesAfter() {
    return after.bytesFor(weights());
  }

  /** Returns whether its bytes are those of the source. */
  public boolean copied() {
    return before == after;
  }
}
