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
          entry(TensorType.F64, new F64Kernel()),
          entry(TensorType.I8, new I8Kernel()),
          entry(TensorType.I16, new I16Kernel()),
          entry(TensorType.I32, new I32Kernel()),
          entry(TensorType.I64, new I64Kernel()),
          entry(TensorType.Q1_0, new Q10Kernel()),
          entry(TensorType.Q2_0, new Q20Kernel()),
          entry(TensorType.Q4_0, new Q40Kernel()),
          entry(TensorType.Q4_1, new Q41Kernel()),
          entry(TensorType.Q5_0, new Q50Kernel()),
          entry(TensorType.Q5_1, new Q51Kernel()),
          entry(TensorType.Q8_0, new Q80Kernel()),
          entry(TensorType.Q8_1, new Q81Kernel()),
          entry(TensorType.Q2_K, new Q2kKernel()),
          entry(TensorType.Q3_K, new Q3kKernel()),
          entry(TensorType.Q4_K, new Q4kKernel()),
          entry(TensorType.Q5_K, new Q5kKernel()),
          entry(TensorType.Q6_K, new Q6kKernel()),
          entry(TensorType.Q8_K, new Q8kKernel()),
          entry(TensorType.IQ1_S, new Iq1SKernel()),
          entry(TensorType.IQ1_M, new Iq1MKernel()),
          entry(TensorType.IQ2_XXS, new Iq2XxsKernel()),
          entry(TensorType.IQ2_XS, new Iq2XsKernel()),
          entry(TensorType.IQ2_S, new Iq2SKernel()),
          entry(TensorType.IQ3_XXS, new Iq3XxsKernel()),
          entry(TensorType.IQ3_S, new Iq3SKernel()),
          entry(TensorType.IQ4_NL, new Iq4NlKernel()),
          entry(TensorType.IQ4_XS, new Iq4XsKernel()),
          entry(TensorType.TQ1_0, new Tq10Kernel()),
          entry(TensorType.TQ2_0, new Tq20Kernel()),
          entry(TensorType.MXFP4, new Mxfp4Kernel()),
          entry(TensorType.NVFP4, new Nvfp4Kernel()));

  @Override
  public String name() {
    return Lanes.FLOATS.vectorBitSize() + "-bit vectors";
  }

  @Override
  public Optional<BlockKernel> of(TensorType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }
}
