package org.weightbench.quant.internal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;

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

  private static final Map<TensorType, Dequantizer> BY_TYPE = withVectorKernels();

  private DequantizerKernels() {}

  /** Returns the dequantizer of a type. */
  public static Optional<Dequantizer> of(TensorType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** Returns the dequantizer of a type that is served by the scalar kernel alone. */
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

  private static Map<TensorType, Dequantizer> withVectorKernels() {
    Map<TensorType, Dequantizer> map = new EnumMap<>(SCALAR);
    KernelWarmer warmer = new KernelWarmer();
    VectorKernels.lookup()
        .ifPresent(
            kernels ->
                SCALAR.forEach(
                    (type, scalar) ->
                        kernels
                            .of(type)
                            .ifPresent(
                                vector ->
                                    map.put(
                                        type,
                                        new WarmingDequantizer(
                                            scalar, vector, kernels.name(), warmer)))));
    return Collections.unmodifiableMap(map);
  }
}
