package org.weightbench.gguf;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A tensor that is to be written.
 *
 * @param name its name, unique in the file and shorter than 64 bytes of UTF-8
 * @param shape its dimensions in weights, fastest first: at most four, each at least 1, the first a
 *     multiple of the type's block
 * @param type how its weights are stored
 */
public record TensorDeclaration(String name, List<Long> shape, TensorType type) {

  /** The longest name that ggml reads, in bytes of UTF-8. */
  static final int MAX_NAME_BYTES = 63;

  /** The most dimensions that a tensor has. */
  static final int MAX_DIMENSIONS = 4;

  /**
   * Checks what ggml's reader will check.
   *
   * @throws IllegalArgumentException when ggml would refuse the tensor
   */
  public TensorDeclaration {
    shape = List.copyOf(shape);
    int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "tensor name "
              + DisplayText.quoted(name)
              + " has "
              + nameBytes
              + " bytes, expected at most "
              + MAX_NAME_BYTES);
    }
    if (shape.size() > MAX_DIMENSIONS || shape.stream().anyMatch(dimension -> dimension < 1)) {
      throw new IllegalArgumentException(
          "tensor "
              + DisplayText.quoted(name)
              + " has shape "
              + shape
              + ", expected at most 4 dimensions of at least 1");
    }
    if ((shape.isEmpty() ? 1 : shape.getFirst()) % type.blockWeights() != 0) {
      throw new IllegalArgumentException(
          "tensor "
              + DisplayText.quoted(name)
              + " has shape "
              + shape
              + ", expected a first dimension that is a multiple of "
              + type
              + "'s block of "
              + type.blockWeights());
    }
  }

  /** Returns the number of weights. */
  public long weights() {
    return TensorInfo.weights(shape);
  }

  /** Returns the number of bytes of the data. */
  public long byteSize() {
    return type.bytesFor(weights());
  }
}
