package org.weightbench.quant.internal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Quantizer;

/** The list of all quantizers: a further type is one class and one line here. */
public final class QuantizerKernels {
  private static final Map<TensorType, Quantizer> BY_TYPE =
      byType(
          List.of(
              new F32Quantizer(),
              new F16Quantizer(),
              new Bf16Quantizer(),
              new Q40Quantizer(),
              new Q41Quantizer(),
              new Q50Quantizer(),
              new Q51Quantizer(),
              new Q80Quantizer(),
              new Q2kQuantizer(),
              new Q3kQuantizer(),
              new Q4kQuantizer(),
              new Q5kQuantizer(),
              new Q6kQuantizer(),
              new Iq4NlQuantizer(),
              new Iq4XsQuantizer(),
              new Tq10Quantizer(),
              new Tq20Quantizer(),
              new Mxfp4Quantizer()));

  private QuantizerKernels() {}

  /** Returns the quantizer of a type. */
  public static Optional<Quantizer> of(TensorType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** Returns the types that are served. */
  public static Set<TensorType> types() {
    return BY_TYPE.keySet();
  }

  private static Map<TensorType, Quantizer> byType(List<Quantizer> all) {
    Map<TensorType, Quantizer> map = new EnumMap<>(TensorType.class);
    all.forEach(each -> map.put(each.type(), each));
    return Collections.unmodifiableMap(map);
  }
}
