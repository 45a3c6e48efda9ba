package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;
import org.weightbench.quant.TensorRole;

/** What llama.cpp stores a tensor in whose rows are no multiple of the wanted type's block. */
final class RowFallback {
  private RowFallback() {}

  /** Returns the wanted type when rows are whole blocks of it, else what stands in for it. */
  static TensorType fitting(TensorType wanted, TensorRole role) {
    if (fits(wanted, role)) {
      return wanted;
    }
    TensorType standIn =
        switch (wanted) {
          case Q2_K, Q3_K, TQ1_0, TQ2_0 -> TensorType.Q4_0;
          case IQ4_XS -> TensorType.IQ4_NL;
          case Q4_K -> TensorType.Q5_0;
          case Q5_K -> TensorType.Q5_1;
          case Q6_K -> TensorType.Q8_0;
          default -> TensorType.F16;
        };
    return fits(standIn, role) ? standIn : TensorType.F16;
  }

  private static boolean fits(TensorType type, TensorRole role) {
    return role.rowWeights() % type.blockWeights() == 0;
  }
}
