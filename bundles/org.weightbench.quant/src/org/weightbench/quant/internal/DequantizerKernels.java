package org.weightbench.quant.internal;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/** The list of all dequantizers: a further type is one class and one line here. */
public final class DequantizerKernels {
  private static final Map<TensorType, BlockDequantizer> SCALAR =
      forAllTypes(DequantizerKernels::newScalar);

  private static final Optional<VectorKernels> VECTORS = VectorKernels.lookup();

  private static final KernelWarmer WARMER = new KernelWarmer();

  private static final Map<TensorType, BlockDequantizer> TO_F32 =
      forAllTypes(
          type ->
              type == TensorType.F32
                  ? SCALAR.get(type)
                  : withVectors(SCALAR.get(type), vectors -> vectors.of(type)));

  private static final Map<TensorType, BlockDequantizer> TO_BF16 = rounded();

  private DequantizerKernels() {}

  private static BlockDequantizer newScalar(TensorType type) {
    return switch (type) {
      case F32 -> new F32Dequantizer();
      case F16 -> new F16Dequantizer();
      case BF16 -> new Bf16Dequantizer();
      case F64 -> new F64Dequantizer();
      case I8 -> new I8Dequantizer();
      case I16 -> new I16Dequantizer();
      case I32 -> new I32Dequantizer();
      case I64 -> new I64Dequantizer();
      case Q1_0 -> new Q10Dequantizer();
      case Q2_0 -> new Q20Dequantizer();
      case Q4_0 -> new Q40Dequantizer();
      case Q4_1 -> new Q41Dequantizer();
      case Q5_0 -> new Q50Dequantizer();
      case Q5_1 -> new Q51Dequantizer();
      case Q8_0 -> new Q80Dequantizer();
      case Q8_1 -> new Q81Dequantizer();
      case Q2_K -> new Q2kDequantizer();
      case Q3_K -> new Q3kDequantizer();
      case Q4_K -> new Q4kDequantizer();
      case Q5_K -> new Q5kDequantizer();
      case Q6_K -> new Q6kDequantizer();
      case Q8_K -> new Q8kDequantizer();
      case IQ1_S -> new Iq1SDequantizer();
      case IQ1_M -> new Iq1MDequantizer();
      case IQ2_XXS -> new Iq2XxsDequantizer();
      case IQ2_XS -> new Iq2XsDequantizer();
      case IQ2_S -> new Iq2SDequantizer();
      case IQ3_XXS -> new Iq3XxsDequantizer();
      case IQ3_S -> new Iq3SDequantizer();
      case IQ4_NL -> new Iq4NlDequantizer();
      case IQ4_XS -> new Iq4XsDequantizer();
      case TQ1_0 -> new Tq10Dequantizer();
      case TQ2_0 -> new Tq20Dequantizer();
      case MXFP4 -> new Mxfp4Dequantizer();
      case NVFP4 -> new Nvfp4Dequantizer();
    };
  }

  /** Returns the dequantizer of a type to a format, whose kernel is being warmed from now on. */
  public static Dequantizer of(TensorType type, FloatFormat format) {
    BlockDequantizer dequantizer =
        switch (format) {
          case F32 -> TO_F32.get(type);
          case BF16 -> TO_BF16.get(type);
        };
    dequantizer.warmBeside();
    return dequantizer;
  }

  /** Returns the dequantizer of a type to F32 that is served by the scalar kernel alone. */
  public static Dequantizer scalar(TensorType type) {
    return SCALAR.get(type);
  }

  private static Map<TensorType, BlockDequantizer> forAllTypes(
      Function<TensorType, BlockDequantizer> make) {
    Map<TensorType, BlockDequantizer> map = new EnumMap<>(TensorType.class);
    Arrays.stream(TensorType.values()).forEach(type -> map.put(type, make.apply(type)));
    return Collections.unmodifiableMap(map);
  }

  private static Map<TensorType, BlockDequantizer> rounded() {
    FloatScratch scratch = new FloatScratch();
    BlockDequantizer rounding = withVectors(new F32RoundingDequantizer(), VectorKernels::rounding);
    return forAllTypes(
        type ->
            type == TensorType.F32
                ? rounding
                : new BrainFloatDequantizer(TO_F32.get(type), rounding, scratch));
  }

  private static BlockDequantizer withVectors(
      BlockDequantizer scalar, Function<VectorKernels, BlockKernel> vector) {
    return VECTORS
        .<BlockDequantizer>map(vectors -> new WarmingDequantizer(scalar, vectors, vector, WARMER))
        .orElse(scalar);
  }
}
