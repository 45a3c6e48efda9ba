package org.weightbench.quant;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.QuantizerKernels;

/**
 * Stores floats as the blocks of one tensor type. Where the scales of a type are a matter of search
 * (Q2_K to Q6_K, IQ4_XS), the least sum of squared errors is searched; the blocks of all others are
 * those of ggml's reference quantizers.
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

  /**
   * Returns the quantizer whose blocks are those of ggml's {@code quantize_row_TYPE_ref}, as
   * llama.cpp stores them without an importance matrix, or nothing when there is none for the type
   * yet.
   */
  static Optional<Quantizer> reference(TensorType type) {
    return QuantizerKernels.reference(type);
  }

  /** Returns the types that have a quantizer. */
  static Set<TensorType> types() {
    return QuantizerKernels.types();
  }
}
