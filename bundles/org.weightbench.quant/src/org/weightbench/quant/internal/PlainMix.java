package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.TensorRole;

/**
 * One type for all that is quantized, as {@code llama-quantize --pure} does it.
 *
 * @param type the type
 * @param fileType the number of the nearest {@code llama_ftype}
 */
record PlainMix(TensorType type, int fileType) implements QuantizationMix {
  @Override
  public String name() {
    return type.name();
  }

  @Override
  public TensorType typeFor(TensorRole role) {
    return role.quantizable() ? RowFallback.fitting(type, role) : TensorType.F32;
  }

  @Override
  public String toString() {
    return name();
  }
}
