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
 * @param layers number of layers of the model
 * @param tiedEmbeddings whether the model has no {@code output.weight}, so that its token embedding
 *     serves as the output too
 */
public record TensorRole(String name, List<Long> shape, int layers, boolean tiedEmbeddings) {
  private static final Pattern LAYER = Pattern.compile("blk\\.(\\d{1,9})\\.");

  /** Copies the shape. */
  public TensorRole {
    shape = List.copyOf(shape);
  }

  /** Returns the layer that the tensor belongs to, or nothing when it stands outside the layers. */
  public OptionalInt layer() {
    Matcher matcher = LAYER.matcher(name);
    return matcher.lookingAt()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** Returns the number of weights in a row: what must be divisible by a type's block. */
  public long rowWeights() {
    return shape.isEmpty() ? 1 : shape.getFirst();
  }

  /**
   * Returns whether llama.cpp quantizes the tensor at all: a matrix whose name ends in {@code
   * weight} and which is neither a norm nor an expert router.
   */
  public boolean quantizable() {
    return shape.size() >= 2
        && name.endsWith("weight")
        && !name.endsWith("_norm.weight")
        && !name.contains("ffn_gate_inp.weight");
  }

  /**
   * Returns whether the tensor makes the logits: the output, or the embedding that serves as it.
   */
  public boolean output() {
    return name.equals("output.weight") || tiedEmbeddings && name.equals("token_embd.weight");
  }
}
