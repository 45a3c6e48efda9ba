package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;

/** llama.cpp's Q3_K_M. */
final class Q3kMediumMix extends MediumMix {
  Q3kMediumMix() {
    super("Q3_K_M", 12, TensorType.Q3_K);
  }

  @Override
  TensorType values(int position, int count) {
    return position < 2 ? TensorType.Q5_K : TensorType.Q4_K;
  }

  @Override
  TensorType down(int layer, int layers, boolean falcon) {
    if (layer < layers / 16) {
      return TensorType.Q5_K;
    }
    return falcon && !getsMoreBits(layer, layers) ? TensorType.Q3_K : TensorType.Q4_K;
  }

  @Override
  TensorType attentionOutput(boolean eightExperts) {
    return eightExperts ? TensorType.Q5_K : TensorType.Q4_K;
  }
}
