package org.weightbench.quant;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.QuantizerKernels;

/**
 * Stores floats as the blocks of one tensor type, as ggml's reference quantizers do (no importance
 * matrix).
 *
 * <p>Quantizers hold no state and may be used from any number of threads at once.
 */
public interface Quantizer {
  /** Returns the type that this quantizer writes. */
  TensorType type();

  /**
   * Quantizes a range of whole blocks.
   *
   * @param source the floats
   * @param sourceIndex index of the first float
   * @param target receives {@code type().bytesFor(weights)} bytes
   * @param targetOffset byte offset of the first block in {@code target}; needs no alignment
   * @param weights number of floats, a multiple of the type's {@link TensorType#blockWeights()}
   * @throws IllegalArgumentException when {@code weights} is negative or not a multiple of the
   *     block
   * @throws IndexOutOfBoundsException when either range leaves its array or segment; nothing is
   *     written then
   */
  void quantize(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int weights);

  /** Returns the quantizer of a type, or nothing when there is none for it yet. */
  static Optional<Quantizer> of(TensorType type) {
    return QuantizerKernels.of(type);
  }

  /** Returns the types that have a quantizer. */
  static Set<TensorType> types() {
    return QuantizerKernels.types();
  }
}
