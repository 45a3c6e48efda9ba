package org.weightbench.quant.internal;

/** A kernel that dequantizes whole blocks of one type, as many of them as suit it. */
@FunctionalInterface
public interface BlockKernel {
  /** Leaves everything to others. */
  BlockKernel NONE = (_, _, _) -> 0;

  /**
   * Dequantizes blocks, from the first on.
   *
   * @param source address of the first block, for {@link Memory#ALL}
   * @param target address of the first float, for {@link Memory#ALL}
   * @param blocks number of blocks; with none nothing is done
   * @return how many are done, less than one when none are; the rest is left to the scalar kernel
   */
  int dequantize(long source, long target, int blocks);
}
