package org.weightbench.quant;

import java.util.List;
import java.util.Optional;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.Mixes;

/**
 * A rule that says which type each tensor of a model is stored in, as llama.cpp's quantizer assigns
 * them (its {@code llama-quant.cpp}). One-dimensional tensors, norms and expert routers stay F32.
 *
 * <p>Rows that are no multiple of a type's block cannot be stored in it; such a tensor gets the
 * type that llama.cpp falls back to: Q8_0 for Q6_K (which outputs of mixes are in), Q5_1 for Q5_K,
 * Q5_0 for Q4_K, Q4_0 for Q3_K, Q2_K, TQ1_0 and TQ2_0, IQ4_NL for IQ4_XS, F16 where rows are no
 * multiple of 32 either.
 */
public interface QuantizationMix {
  /**
   * The usual four-bit mix: Q4_K, with Q6_K for the output and, in the layers where errors hurt
   * most, for attention values and {@code ffn_down}.
   */
  QuantizationMix Q4_K_M = Mixes.Q4_K_M;

  /** The five-bit mix: Q5_K, with Q6_K where {@link #Q4_K_M} has it. */
  QuantizationMix Q5_K_M = Mixes.Q5_K_M;

  /**
   * The three-bit mix: Q3_K, with Q6_K for the output, Q4_K for attention values, attention outputs
   * and {@code ffn_down}, and Q5_K for these in the first layers.
   */
  QuantizationMix Q3_K_M = Mixes.Q3_K_M;

  /** Returns the name that users give, such as {@code Q4_K_M} or {@code Q8_0}. */
  String name();

  /** Returns the number for {@code general.file_type}: llama.cpp's {@code llama_ftype}. */
  int fileType();

  /** Returns the type for a tensor. */
  TensorType typeFor(TensorRole role);

  /**
   * Returns all mixes: the three above and each type that has a {@link Quantizer}, as a mix of
   * itself.
   */
  static List<QuantizationMix> all() {
    return Mixes.ALL;
  }

  /** Returns the names of {@link #all()}. */
  static List<String> names() {
    return all().stream().map(QuantizationMix::name).toList();
  }

  /** Returns the mix of a name, whose case does not matter. */
  static Optional<QuantizationMix> named(String name) {
    return all().stream().filter(mix -> mix.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Returns the plain mix that stores all weights in one type, where there is a quantizer for it.
   */
  static Optional<QuantizationMix> plain(TensorType type) {
    return named(type.name());
  }
}
