package org.weightbench.quant.synth;

import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.quant.QuantizationMix;

/**
 * Chooses dimensions for a file size as model makers do: layers grow with the embedding (1 for each
 * 128, as in Llama 2 7B to Llama 3.1 405B), the feed-forward network is about three times as wide
 * as the embedding, and there is a key-value head for every fourth head or fewer. What the steps of
 * these leave over, the feed-forward width and then the vocabulary make up.
 */
final class LlamaSizing {
  /** Weights of a layer in units of the squared embedding: attention 2.5, feed-forward 3 × 3. */
  private static final double LAYER_SQUARES = 11.5;

  private static final int EMBEDDING_PER_LAYER = 128;
  private static final int LEAST_VOCABULARY = 320;
  private static final int USUAL_VOCABULARY = 32_000;

  /** Metadata of a token: length, a few letters, score and type. */
  private static final int TOKEN_BYTES = 8 + 6 + 4 + 4;

  /** Name, dimensions, type and offset of a tensor in the header, and its padding. */
  private static final int TENSOR_HEADER_BYTES = 80;

  private static final int OTHER_METADATA_BYTES = 1500;

  private LlamaSizing() {}

  /** Returns the shape of a model whose file has about so many bytes. */
  static LlamaShape of(long bytes, QuantizationMix mix) {
    double weights = bytes / bytesPerWeight(mix);
    int embedding = embedding(Math.cbrt(weights * EMBEDDING_PER_LAYER / LAYER_SQUARES));
    long embeddingAndOutput = (long) (weights / 10);
    int vocabulary =
        Math.clamp(embeddingAndOutput / (2L * embedding), LEAST_VOCABULARY, USUAL_VOCABULARY);
    double layerWeights = LAYER_SQUARES * embedding * embedding;
    int layers =
        (int) Math.max(1, Math.round((weights - 2.0 * embedding * vocabulary) / layerWeights));
    int heads = Math.max(1, embedding / headWidth(embedding));
    int step = feedForwardStep(embedding);
    LlamaShape narrow =
        new LlamaShape(layers, embedding, step, heads, keyValueHeads(heads), vocabulary);
    LlamaShape wide = widened(narrow, step, bytes, mix);
    return filled(wide, bytes, mix);
  }

  /** Returns about how many bytes a model's file has. */
  static long fileBytes(LlamaShape shape, QuantizationMix mix) {
    long bytes = OTHER_METADATA_BYTES + (long) TOKEN_BYTES * shape.vocabulary();
    for (TensorDeclaration tensor : shape.tensors(mix)) {
      bytes += tensor.byteSize() + TENSOR_HEADER_BYTES;
    }
    return bytes;
  }

  private static double bytesPerWeight(QuantizationMix mix) {
    long bytes = 0;
    long weights = 0;
    for (TensorDeclaration tensor : new LlamaShape(32, 4096, 12_288, 32, 8, 32_000).tensors(mix)) {
      bytes += tensor.byteSize();
      weights += tensor.weights();
    }
    return (double) bytes / weights;
  }

  private static int embedding(double ideal) {
    int step = ideal < 224 ? 64 : ideal < 2048 ? 256 : ideal < 8192 ? 512 : 1024;
    return Math.max(step, (int) Math.round(ideal / step) * step);
  }

  private static int headWidth(int embedding) {
    return embedding < 256 ? 32 : embedding < 2048 ? 64 : 128;
  }

  /** Returns the step that keeps rows of the feed-forward network whole blocks. */
  private static int feedForwardStep(int embedding) {
    return embedding < 256 ? 64 : 256;
  }

  /** Returns the largest divisor of the heads that is at most a quarter of them, but at least 1. */
  private static int keyValueHeads(int heads) {
    int count = Math.max(1, heads / 4);
    while (heads % count != 0) {
      count--;
    }
    return count;
  }

  private static LlamaShape widened(LlamaShape shape, int step, long bytes, QuantizationMix mix) {
    long least = fileBytes(shape, mix);
    long stepBytes = fileBytes(shape.withFeedForward(2 * step), mix) - least;
    long steps = Math.max(0, (bytes - least) / stepBytes);
    return shape.withFeedForward(Math.toIntExact(step + steps * step));
  }

  private static LlamaShape filled(LlamaShape shape, long bytes, QuantizationMix mix) {
    int vocabulary = shape.vocabulary();
    long now = fileBytes(shape, mix);
    long doubled = fileBytes(shape.withVocabulary(2 * vocabulary), mix);
    double tokenBytes = (doubled - now) / (double) vocabulary;
    long wanted = vocabulary + Math.round((bytes - now) / tokenBytes);
    return shape.withVocabulary(Math.clamp(wanted, LEAST_VOCABULARY, 4 * vocabulary));
  }
}
