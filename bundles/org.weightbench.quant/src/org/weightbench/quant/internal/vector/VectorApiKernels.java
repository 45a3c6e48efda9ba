package org.weightbench.quant.internal.vector;

import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.VectorKernels;

/**
 * The list of all vector kernels: a further type is one class and one line here. Kernels are made
 * when they are asked for, since their classes take long to load.
 */
public final class VectorApiKernels implements VectorKernels {
  @Override
  public String name() {
    return Lanes.FLOATS.vectorBitSize() + "-bit vectors";
  }

  @Override
  public BlockKernel rounding() {
    return new RoundingKernel();
  }

  @Override
  public BlockKernel of(TensorType type) {
    return switch (type) {
      case F32 -> BlockKernel.NONE;
      case F16 -> new F16Kernel();
      case BF16 -> new Bf16Kernel();
      case F64 -> new F64Kernel();
      case I8 -> new I8Kernel();
      case I16 -> new I16Kernel();
      case I32 -> new I32Kernel();
      case I64 -> new I64Kernel();
      case Q1_0 -> new Q10Kernel();
      case Q2_0 -> new Q20Kernel();
      case Q4_0 -> new Q40Kernel();
      case Q4_1 -> new Q41Kernel();
      case Q5_0 -> new Q50Kernel();
      case Q5_1 -> new Q51Kernel();
      case Q8_0 -> new Q80Kernel();
      case Q8_1 -> new Q81Kernel();
      case Q2_K -> new Q2kKernel();
      case Q3_K -> new Q3kKernel();
      case Q4_K -> new Q4kKernel();
      case Q5_K -> new Q5kKernel();
      case Q6_K -> new Q6kKernel();
      case Q8_K -> new Q8kKernel();
      case IQ1_S -> new Iq1SKernel();
      case IQ1_M -> new Iq1MKernel();
      case IQ2_XXS -> new Iq2XxsKernel();
      case IQ2_XS -> new Iq2XsKernel();
      case IQ2_S -> new Iq2SKernel();
      case IQ3_XXS -> new Iq3XxsKernel();
      case IQ3_S -> new Iq3SKernel();
      case IQ4_NL -> new Iq4NlKernel();
      case IQ4_XS -> new Iq4XsKernel();
      case TQ1_0 -> new Tq10Kernel();
      case TQ2_0 -> new Tq20Kernel();
      case MXFP4 -> new Mxfp4Kernel();
      case NVFP4 -> new Nvfp4Kernel();
    };
  }
}
