package org.weightbench.quant.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.quant.ModelTraits;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.TensorRole;

/**
 * The dimensions of a llama-architecture model, and the tensors that follow from them.
 *
 * @param layers number of transformer layers
 * @param embedding width of the residual stream
 * @param feedForward width inside the feed-forward network
 * @param heads number of attention heads, a divisor of {@code embedding}
 * @param keyValueHeads number of key and value heads, a divisor of {@code heads}
 * @param vocabulary number of tokens
 */
record LlamaShape(
    int layers, int embedding, int feedForward, int heads, int keyValueHeads, int vocabulary) {

  /** Returns the width of one attention head. */
  int headWidth() {
    return embedding / heads;
  }

  LlamaShape withFeedForward(int width) {
    return new LlamaShape(layers, embedding, width, heads, keyValueHeads, vocabulary);
  }

  LlamaShape withVocabulary(int tokens) {
    return new LlamaShape(layers, embedding, feedForward, heads, keyValueHeads, tokens);
  }

  /** Returns all tensors in the order in which llama.cpp's converter writes them. */
  List<TensorDeclaration> tensors(QuantizationMix mix) {
    Declarations declare = new Declarations(mix, traits());
    List<TensorDeclaration> tensors = new ArrayList<>();
    tensors.add(declare.tensor("token_embd.weight", embedding, vocabulary));
    for (int layer = 0; layer < layers; layer++) {
      tensors.addAll(layer(declare, "blk." + layer + "."));
    }
    tensors.add(declare.tensor("output_norm.weight", embedding));
    tensors.add(declare.tensor("output.weight", embedding, vocabulary));
    return tensors;
  }

  private List<TensorDeclaration> layer(Declarations declare, String prefix) {
    long keyValueWidth = (long) headWidth() * keyValueHeads;
    return List.of(
        declare.tensor(prefix + "attn_norm.weight", embedding),
        declare.tensor(prefix + "attn_q.weight", embedding, embedding),
        declare.tensor(prefix + "attn_k.weight", embedding, keyValueWidth),
        declare.tensor(prefix + "attn_v.weight", embedding, keyValueWidth),
        declare.tensor(prefix + "attn_output.weight", embedding, embedding),
        declare.tensor(prefix + "ffn_norm.weight", embedding),
        declare.tensor(prefix + "ffn_gate.weight", embedding, feedForward),
        declare.tensor(prefix + "ffn_up.weight", embedding, feedForward),
        declare.tensor(prefix + "ffn_down.weight", feedForward, embedding));
  }

  private ModelTraits traits() {
    List<String> values =
        IntStream.range(0, layers).mapToObj(layer -> "blk." + layer + ".attn_v.weight").toList();
    return new ModelTraits("llama", layers, 0, heads != keyValueHeads, values, false);
  }

  /** Declares tensors in the types of a mix. */
  private record Declarations(QuantizationMix mix, ModelTraits model) {
    TensorDeclaration tensor(String name, long... dimensions) {
      List<Long> shape = LongStream.of(dimensions).boxed().toList();
      return new TensorDeclaration(name, shape, mix.typeFor(new TensorRole(name, shape, model)));
    }
  }
}
