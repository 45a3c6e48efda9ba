package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.TensorRole;

/** llama.cpp's Q4_K_M. */
final class Q4kMediumMix implements QuantizationMix {
  @Override
  public String name() {
    return "Q4_K_M";
  }

  @Override
  public int fileType() {
    return 15;
  }

  @Override
  public TensorType typeFor(TensorRole role) {
    if (!role.quantizable()) {
      return TensorType.F32;
    }
    boolean moreBits =
        role.output()
            || sensitive(role.name())
                && role.layer().isPresent()
                && layerGetsMoreBits(role.layer().getAsInt(), role.layers());
    return RowFallback.fitting(moreBits ? TensorType.Q6_K : TensorType.Q4_K, role);
  }

  private static boolean sensitive(String name) {
    return name.contains("attn_v.weight") || name.contains("ffn_down");
  }

  /** The first and the last eighth of the layers, and every third between. */
  private static boolean layerGetsMoreBits(int layer, int layers) {
    int eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
  }

  @Override
  public String toString() {
    return name();
  }
}
