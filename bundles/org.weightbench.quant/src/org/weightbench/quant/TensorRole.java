package org.weightbench.quant;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link QuantizationMix} looks at when it chooses a tensor's type.
 *
 * @param name the tensor's name in llama.cpp's scheme, such as {@code blk.3.attn_v.weight}
 * @param shape number of weights in each dimension, rows first
 * @param model the model that it belongs to
 */
public record TensorRole(String name, List<Long> shape, ModelTraits model) {
  private static final Pattern LAYER = Pattern.compile("blk\\.(\\d{1,9})\\.");

  /**
   * Parts of the names of matrices that llama.cpp leaves alone: norms, routers, and small ones that
   * hardly count for the size and much for the result ({@code tensor_allows_quantization} in its
   * {@code llama-quant.cpp}).
   */
  private static final List<String> LEFT_ALONE =
      List.of(
          "_norm.weight",
          "ffn_gate_inp.weight",
          "ffn_gate_tid2eid.weight",
          "altup",
          "laurel",
          "per_layer_model_proj",
          "ssm_conv1d",
          "shortconv.conv.weight",
          "indexer.k_proj.weight",
          "indexer.q_proj.weight",
          "time_mix_first.weight",
          "time_mix_w0.weight",
          "time_mix_w1.weight",
          "time_mix_w2.weight",
          "time_mix_v0.weight",
          "time_mix_v1.weight",
          "time_mix_v2.weight",
          "time_mix_a0.weight",
          "time_mix_a1.weight",
          "time_mix_a2.weight",
          "time_mix_g1.weight",
          "time_mix_g2.weight",
          "time_mix_decay_w1.weight",
          "time_mix_decay_w2.weight",
          "time_mix_lerp_fused.weight",
          "attn_rel_b.weight",
          ".position_embd",
          "sam.pos_embd",
          "sam.neck.",
          "sam.net_",
          ".rel_pos",
          ".patch_embd",
          ".patch_merger",
          "a.rvq.codebook",
          "mm.a.code_embd");

  private static final List<String> LEFT_ALONE_NAMES =
      List.of("position_embd.weight", "token_types.weight");

  /** Copies the shape. */
  public TensorRole {
    shape = List.copyOf(shape);
  }

  /** Returns the layer that the tensor belongs to, or nothing when it stands outside the layers. */
  public OptionalInt layer() {
    return layer(name);
  }

  /** Returns the number of weights in a row: what must be divisible by a type's block. */
  public long rowWeights() {
    return shape.isEmpty() ? 1 : shape.getFirst();
  }

  /**
   * Returns whether llama.cpp quantizes the tensor at all: a matrix whose name ends in {@code
   * weight} and which is not one of those that it leaves alone.
   */
  public boolean quantizable() {
    return shape.size() >= 2
        && name.endsWith("weight")
        && !LEFT_ALONE_NAMES.contains(name)
        && LEFT_ALONE.stream().noneMatch(name::contains);
  }

  /**
   * Returns whether the tensor makes the logits: the output, or the embedding that serves as it.
   */
  public boolean output() {
    return name.equals("output.weight") || model.tiedEmbeddings() && embedding();
  }

  /** Returns whether the tensor embeds tokens. */
  public boolean embedding() {
    return name.equals("token_embd.weight") || name.equals("per_layer_token_embd.weight");
  }

  /** Returns whether the tensor makes attention values, alone or fused with others. */
  public boolean makesValues() {
    return makesValues(name);
  }

  static OptionalInt layer(String name) {
    Matcher matcher = LAYER.matcher(name);
    return matcher.lookingAt()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  static boolean makesValues(String name) {
    return name.contains("attn_v.weight")
        || name.contains("attn_qkv.weight")
        || name.contains("attn_kv_b.weight");
  }
}
