package org.weightbench.quant.internal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/** The list of all dequantizers: a further type is one class and one line here. */
public final class DequantizerKernels {
  private static final Map<TensorType, BlockDequantizer> SCALAR =
      byType(
          List.of(
              new F32Dequantizer(),
              new F16Dequantizer(),
              new Bf16Dequantizer(),
              new F64Dequantizer(),
              new I8Dequantizer(),
              new I16Dequantizer(),
              new I32Dequantizer(),
              new I64Dequantizer(),
              new Q10Dequantizer(),
              new Q20Dequantizer(),
              new Q40Dequantizer(),
              new Q41Dequantizer(),
              new Q50Dequantizer(),
              new Q51Dequantizer(),
              new Q80Dequantizer(),
              new Q81Dequantizer(),
              new Q2kDequantizer(),
              new Q3kDequantizer(),
              new Q4kDequantizer(),
              new Q5kDequantizer(),
              new Q6kDequantizer(),
              new Q8kDequantizer(),
              new Iq1SDequantizer(),
              new Iq1MDequantizer(),
              new Iq2XxsDequantizer(),
              new Iq2XsDequantizer(),
              new Iq2SDequantizer(),
              new Iq3XxsDequantizer(),
              new Iq3SDequantizer(),
              new Iq4NlDequantizer(),
              new Iq4XsDequantizer(),
              new Tq10Dequantizer(),
              new Tq20Dequantizer(),
              new Mxfp4Dequantizer(),
              new Nvfp4Dequantizer()));

  private static final Map<TensorType, BlockDequantizer> BY_TYPE = withVectorKernels();

  private static final Map<TensorType, BlockDequantizer> TO_BF16 = rounded(BY_TYPE);

  private DequantizerKernels() {}

  /** Returns the dequantizer of a type to a format. */
  public static Optional<Dequantizer> of(TensorType type, FloatFormat format) {
    Map<TensorType, BlockDequantizer> all =
        switch (format) {
          case F32 -> BY_TYPE;
          case BF16 -> TO_BF16;
        };
    return Optional.ofNullable(all.get(type));
  }

  /** Returns the dequantizer of a type to F32 that is served by the scalar kernel alone. */
  public static Optional<Dequantizer> scalar(TensorType type) {
    return Optional.ofNullable(SCALAR.get(type));
  }

  /** Returns the types that are served. */
  public static Set<TensorType> types() {
    return BY_TYPE.keySet();
  }

  private static Map<TensorType, BlockDequantizer> byType(List<BlockDequantizer> all) {
    Map<TensorType, BlockDequantizer> map = new EnumMap<>(TensorType.class);
    all.forEach(each -> map.put(each.type(), each));
    return Collections.unmodifiableMap(map);
  }

  private static Map<TensorType, BlockDequantizer> rounded(
      Map<TensorType, BlockDequantizer> toFloats) {
    FloatScratch scratch = new FloatScratch();
    return byType(
        toFloats.values().stream()
            .<BlockDequantizer>map(each -> new BrainFloatDequantizer(each, scratch))
            .toList());
  }

  private static Map<TensorType, BlockDequantizer> withVectorKernels() {
    Map<TensorType, BlockDequantizer> map = new EnumMap<>(SCALAR);
    KernelWarmer warmer = new KernelWarmer();
    VectorKernels.lookup()
        .ifPresent(
            vectors ->
                map.replaceAll((_, scalar) -> new WarmingDequantizer(scalar, vectors, warmer)));
    return Collections.unmodifiableMap(map);
  }
}
