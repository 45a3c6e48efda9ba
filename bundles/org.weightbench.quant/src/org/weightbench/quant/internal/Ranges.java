package org.weightbench.quant.internal;

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
}
