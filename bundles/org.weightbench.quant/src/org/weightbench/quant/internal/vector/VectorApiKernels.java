package org.weightbench.quant.internal.vector;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.VectorKernels;

/** The list of all vector kernels: a further type is one class and one line here. */
public final class VectorApiKernels implements VectorKernels {
  private static final Map<TensorType, BlockKernel> BY_TYPE =
      Map.ofEntries(
          entry(TensorType.F16, new F16Kernel()),
          entry(TensorType.BF16, new Bf16Kernel()),
          entry(TensorType.Q4_0, new Q40Kernel()),
          entry(TensorType.Q5_0, new Q50Kernel()),
          entry(TensorType.Q8_0, new Q80Kernel()),
          entry(TensorType.Q4_K, new Q4kKernel()),
          entry(TensorType.Q6_K, new Q6kKernel()));

  @Override
  public String name() {
    return Lanes.FLOATS.vectorBitSize() + "-bit vectors";
  }

  @Override
  public Optional<BlockKernel> of(TensorType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }
}
