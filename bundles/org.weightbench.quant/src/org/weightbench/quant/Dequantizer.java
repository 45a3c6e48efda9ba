package org.weightbench.quant;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.DequantizerKernels;

/**
 * Turns the stored weights of one tensor type into F32, bit for bit as ggml's reference does, or
 * into BF16. Only which NaN stands for a weight that is none is left open, as Java leaves it.
 *
 * <p>Dequantizers may be used from any number of threads at once. Between native segments (mapped
 * files, arenas) they allocate nothing; a heap segment is taken as well, but is staged through
 * native memory, so that one compiled kernel never sees both kinds. Bounds, liveness and thread are
 * checked once, when a call begins: as with a native call, nobody may close a segment's arena while
 * a call with it runs.
 */
public interface Dequantizer {
  /** Returns the type that this dequantizer reads. */
  TensorType type();

  /** Returns what this dequantizer writes. */
  FloatFormat format();

  /**
   * Dequantizes a range of whole blocks.
   *
   * @param source the stored blocks
   * @param sourceOffset byte offset of the first block in {@code source}; needs no alignment
   * @param target receives {@code weights} little-endian values of the {@link #format()}
   * @param targetOffset byte offset of the first value in {@code target}; needs no alignment
   * @param weights number of weights, a multiple of the type's {@link TensorType#blockWeights()}
   * @throws IllegalArgumentException when {@code weights} is negative or not a multiple of the
   *     block, or {@code target} is read-only
   * @throws IllegalStateException when the arena of a segment is closed
   * @throws WrongThreadException when a segment belongs to another thread
   * @throws IndexOutOfBoundsException when either range leaves its segment; nothing is written then
   */
  void dequantize(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long weights);

  /**
   * Returns the name of the kernel that serves now: {@code scalar}, or the vectors and their width,
   * for example {@code 512-bit vectors}. Where both are there, calls are served by the scalar
   * kernel until the vector kernel, which {@link #of(TensorType, FloatFormat)} begins to warm on a
   * thread of its own, has become the faster one.
   */
  String kernelName();

  /**
   * Waits until the kernel serves that will serve from then on, which takes seconds the first time
   * in a process: for those who measure.
   */
  void warmUp();

  /** Returns the dequantizer of a type to F32. */
  static Dequantizer of(TensorType type) {
    return of(type, FloatFormat.F32);
  }

  /** Returns the dequantizer of a type to a format. */
  static Dequantizer of(TensorType type, FloatFormat format) {
    return DequantizerKernels.of(type, format);
  }
}
