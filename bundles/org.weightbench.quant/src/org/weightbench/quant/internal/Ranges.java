package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** Checks of the ranges that callers give. */
final class Ranges {
  private Ranges() {}

  /**
   * Returns how many whole blocks a number of weights is.
   *
   * @throws IllegalArgumentException when it is negative or not whole blocks
   */
  static long blocks(TensorType type, long weights) {
    if (weights < 0 || weights % type.blockWeights() != 0) {
      throw new IllegalArgumentException(
          "%s is stored in blocks of %d weights, and %d weights are no whole number of them"
              .formatted(type, type.blockWeights(), weights));
    }
    return weights / type.blockWeights();
  }

  /**
   * Checks what the segment itself would check at each access.
   *
   * @throws IllegalStateException when its arena is closed
   * @throws WrongThreadException when it belongs to another thread
   */
  static void checkAccess(MemorySegment segment) {
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("the memory segment's arena is closed already");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException("the memory segment belongs to another thread");
    }
  }

  /**
   * Checks that a segment can be written.
   *
   * @throws IllegalArgumentException when it is read-only
   */
  static void checkWritable(MemorySegment segment) {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("the target memory segment is read-only");
    }
  }
}
