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
  private static final Map<TensorType, Dequantizer> BY_TYPE =
      byType(
          List.of(
              new F32Dequantizer(),
              new F16Dequantizer(),
              new Bf16Dequantizer(),
              new Q40Dequantizer(),
              new Q50Dequantizer(),
              new Q80Dequantizer(),
              new Q4kDequantizer(),
              new Q6kDequantizer()));

  private DequantizerKernels() {}

  /** Returns the dequantizer of a type. */
  public static Optional<Dequantizer> of(TensorType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** Returns the types that are served. */
  public static Set<TensorType> types() {
    return BY_TYPE.keySet();
  }

  private static Map<TensorType, Dequantizer> byType(List<Dequantizer> all) {
    Map<TensorType, Dequantizer> map = new EnumMap<>(TensorType.class);
    all.forEach(each -> map.put(each.type(), each));
    return Collections.unmodifiableMap(map);
  }
}
