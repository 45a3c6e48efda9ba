package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;

/** llama.cpp's Q5_K_M. */
final class Q5kMediumMix extends MediumMix {
  Q5kMediumMix() {
    super("Q5_K_M", 17, TensorType.Q5_K);
  }

  @Override
  TensorType values(int position, int count) {
    return getsMoreBits(position, count) ? TensorType.Q6_K : TensorType.Q5_K;
  }

  @Override
  TensorType down(int layer, int layers, boolean falcon) {
    return getsMoreBits(layer, layers) ? TensorType.Q6_K : TensorType.Q5_K;
  }

  @Override
  TensorType attentionOutput(boolean eightExperts) {
    return TensorType.Q5_K;
  }
}
