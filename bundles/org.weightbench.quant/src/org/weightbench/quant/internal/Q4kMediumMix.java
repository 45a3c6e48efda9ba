package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;

/** llama.cpp's Q4_K_M. */
final class Q4kMediumMix extends MediumMix {
  Q4kMediumMix() {
    super("Q4_K_M", 15, TensorType.Q4_K);
  }

  @Override
  TensorType values(int position, int count) {
    return getsMoreBits(position, count) ? TensorType.Q6_K : TensorType.Q4_K;
  }

  @Override
  TensorType down(int layer, int layers, boolean falcon) {
    if (falcon && layer >= layers / 16) {
      return getsMoreBits(layer, layers) ? TensorType.Q5_K : TensorType.Q4_K;
    }
    return falcon || getsMoreBits(layer, layers) ? TensorType.Q6_K : TensorType.Q4_K;
  }

  @Override
  TensorType attentionOutput(boolean eightExperts) {
    return eightExperts ? TensorType.Q5_K : TensorType.Q4_K;
  }
}
