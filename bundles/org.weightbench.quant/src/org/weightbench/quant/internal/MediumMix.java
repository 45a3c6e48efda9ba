package org.weightbench.quant.internal;

import org.weightbench.gguf.TensorType;
import org.weightbench.quant.ModelTraits;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.TensorRole;

/**
 * What llama.cpp's medium mixes of K types share ({@code llama_tensor_get_type_impl} in its {@code
 * llama-quant.cpp}): Q6_K for the output; more bits where errors hurt most, which each mix chooses
 * for attention values, {@code ffn_down} and {@code attn_output}; more bits for the small attention
 * matrices of mixtures of eight experts and of 70B models, whose heads share them; and one type for
 * all else.
 */
abstract class MediumMix implements QuantizationMix {
  private final String name;
  private final int fileType;
  private final TensorType base;

  /**
   * Creates a mix.
   *
   * @param fileType the {@code llama_ftype}
   * @param base the type of all that needs no more bits
   */
  MediumMix(String name, int fileType, TensorType base) {
    this.name = name;
    this.fileType = fileType;
    this.base = base;
  }

  /** Returns the type of the matrix that makes attention values, of so many in the model. */
  abstract TensorType values(int position, int count);

  /** Returns the type of a layer's {@code ffn_down}. */
  abstract TensorType down(int layer, int layers, boolean falcon);

  /** Returns the type of {@code attn_output}. */
  abstract TensorType attentionOutput(boolean eightExperts);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int fileType() {
    return fileType;
  }

  @Override
  public final TensorType typeFor(TensorRole role) {
    return role.quantizable() ? RowFallback.fitting(wanted(role), role) : TensorType.F32;
  }

  private TensorType wanted(TensorRole role) {
    ModelTraits model = role.model();
    boolean falcon = model.architecture().equals("falcon");
    boolean eightExperts = model.experts() == 8;
    String tensor = role.name();
    if (role.output()) {
      return falcon ? TensorType.Q8_0 : TensorType.Q6_K;
    }
    if (role.embedding()) {
      return base;
    }
    if (role.makesValues()) {
      return eightExperts ? TensorType.Q8_0 : values(model, tensor);
    }
    if (tensor.contains("attn_k.weight")) {
      return eightExperts ? TensorType.Q8_0 : base;
    }
    if (tensor.contains("attn_output.weight")) {
      return falcon ? base : attentionOutput(eightExperts);
    }
    if (tensor.contains("ffn_down") && role.layer().isPresent()) {
      return down(role.layer().getAsInt(), model.layers(), falcon);
    }
    return base;
  }

  private TensorType values(ModelTraits model, String tensor) {
    int position = model.valueMatrices().indexOf(tensor);
    TensorType type = values(position, model.valueMatrices().size());
    boolean few = type == TensorType.Q3_K || type == TensorType.Q4_K;
    return few && isOf70Billion(model) ? TensorType.Q5_K : type;
  }

  /** Returns whether llama.cpp takes a model for one of 70 billion parameters. */
  private static boolean isOf70Billion(ModelTraits model) {
    return model.layers() == 80
        && switch (model.architecture()) {
          case "llama" -> model.sharedValues();
          case "qwen2", "deci", "olmoe" -> true;
          default -> false;
        };
  }

  /** Returns whether a layer is of the first or the last eighth, or every third between. */
  static boolean getsMoreBits(int layer, int layers) {
    int eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
  }

  @Override
  public final String toString() {
    return name;
  }
}
