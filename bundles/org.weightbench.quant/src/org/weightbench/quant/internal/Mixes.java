package org.weightbench.quant.internal;

import java.util.List;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;

/** The list of all mixes: a further mix is one class and one line here. */
public final class Mixes {
  public static final QuantizationMix Q4_K_M = new Q4kMediumMix();
  public static final QuantizationMix Q5_K_M = new Q5kMediumMix();
  public static final QuantizationMix Q3_K_M = new Q3kMediumMix();

  /** All mixes, the plain types last. The numbers are llama.cpp's {@code llama_ftype}. */
  public static final List<QuantizationMix> ALL =
      List.of(
          Q4_K_M,
          Q5_K_M,
          Q3_K_M,
          new PlainMix(TensorType.F32, 0),
          new PlainMix(TensorType.F16, 1),
          new PlainMix(TensorType.BF16, 32),
          new PlainMix(TensorType.Q8_0, 7),
          new PlainMix(TensorType.Q4_0, 2),
          new PlainMix(TensorType.Q4_1, 3),
          new PlainMix(TensorType.Q5_0, 8),
          new PlainMix(TensorType.Q5_1, 9),
          new PlainMix(TensorType.Q2_K, 10),
          new PlainMix(TensorType.Q3_K, 11),
          new PlainMix(TensorType.Q4_K, 14),
          new PlainMix(TensorType.Q5_K, 16),
          new PlainMix(TensorType.Q6_K, 18),
          new PlainMix(TensorType.IQ4_NL, 25),
          new PlainMix(TensorType.IQ4_XS, 30),
          new PlainMix(TensorType.TQ1_0, 36),
          new PlainMix(TensorType.TQ2_0, 37),
          new PlainMix(TensorType.MXFP4, 38));

  private Mixes() {}
}
