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
  private static final Map<TensorType, Quantizer> BY_TYPE = byType(Fit.LEAST_SQUARES);
  private static final Map<TensorType, Quantizer> REFERENCE = byType(Fit.REFERENCE);

  private QuantizerKernels() {}

  private static List<Quantizer> all(Fit fit) {
    return List.of(
        new F32Quantizer(),
        new F16Quantizer(),
        new Bf16Quantizer(),
        new Q40Quantizer(),
        new Q41Quantizer(),
        new Q50Quantizer(),
        new Q51Quantizer(),
        new Q80Quantizer(),
        new Q2kQuantizer(fit),
        new Q3kQuantizer(fit),
        new Q4kQuantizer(fit),
        new Q5kQuantizer(fit),
        new Q6kQuantizer(fit),
        new Iq4NlQuantizer(),
        new Iq4XsQuantizer(fit),
        new Tq10Quantizer(),
        new Tq20Quantizer(),
        new Mxfp4Quantizer());
  }

  /** Returns the quantizer of a type whose blocks are those of ggml's reference. */
  public static Optional<Quantizer> reference(TensorType type) {
    return Optional.ofNullable(REFERENCE.get(type));
  }

  /** Returns the quantizer of a type. */
  public static Optional<Quantizer> of(TensorType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** Returns the types that are served. */
  public static Set<TensorType> types() {
    return BY_TYPE.keySet();
  }

  private static Map<TensorType, Quantizer> byType(Fit fit) {
    Map<TensorType, Quantizer> map = new EnumMap<>(TensorType.class);
    all(fit).forEach(each -> map.put(each.type(), each));
    return Collections.unmodifiableMap(map);
  }
}
