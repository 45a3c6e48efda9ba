package org.weightbench.gguf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tensor as a file lists it.
 *
 * @param name its name, unique in the model
 * @param shape its dimensions in weights, fastest first: none for a scalar, at most four
 * @param typeId the type's number in the file, which need not be a known one
 * @param shard the index in {@link GgufModel#shards()} of the file that holds its data
 * @param fileOffset where its data starts, in bytes from the start of that file
 * @param byteSize how many bytes its data takes; for an unknown type all bytes up to the next
 *     tensor or the end of the file
 */
public record TensorInfo(
    String name, List<Long> shape, int typeId, int shard, long fileOffset, long byteSize) {

  /** Copies the shape. */
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Returns the type; empty when its number is unknown or was removed. */
  public Optional<TensorType> type() {
    return TensorType.byId(typeId);
  }

  /** Returns the type's name, or {@code type N} when the number is unknown. */
  public String typeName() {
    return type()
        .map(TensorType::name)
        .or(() -> TensorType.removedName(typeId))
        .orElseGet(() -> "type " + Integer.toUnsignedString(typeId));
  }

  /**
   * Returns the number of weights, 1 for a scalar.
   *
   * @throws ArithmeticException when it does not fit a {@code long}, which no tensor of a {@link
   *     GgufModel} does
   */
  public long weights() {
    return weights(shape);
  }

  /** Returns N when the name starts with {@code blk.N.}, the form of llama.cpp's layer tensors. */
  public OptionalInt layer() {
    String prefix = "blk.";
    int end = name.startsWith(prefix) ? name.indexOf('.', prefix.length()) : -1;
    int digits = end - prefix.length();
    if (digits < 1 || digits > 9) {
      return OptionalInt.empty();
    }
    int layer = 0;
    for (int i = prefix.length(); i < end; i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9') {
        return OptionalInt.empty();
      }
      layer = layer * 10 + (digit - '0');
    }
    return OptionalInt.of(layer);
  }

  static long weights(List<Long> shape) {
    long weights = 1;
    for (long dimension : shape) {
      weights = Math.multiplyExact(weights, dimension);
    }
    return weights;
  }
}
