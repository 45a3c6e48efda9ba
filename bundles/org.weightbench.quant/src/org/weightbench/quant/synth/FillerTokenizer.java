package org.weightbench.quant.synth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.weightbench.gguf.ArrayValue;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.ValueType;

/**
 * A complete SentencePiece vocabulary of any size: unknown, start and end, the 256 byte tokens by
 * which every text can be tokenized, then words {@code ▁a}, {@code ▁b}, … {@code ▁aa}, … as filler.
 * Token types and keys are llama.cpp's.
 */
final class FillerTokenizer {
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int BYTE = 6;
  private static final int FIRST_BYTE_TOKEN = 3;
  private static final int FIRST_WORD = FIRST_BYTE_TOKEN + 256;

  private FillerTokenizer() {}

  /** Returns the {@code tokenizer.ggml.*} metadata of a vocabulary. */
  static Map<String, MetadataValue> metadata(int vocabulary) {
    List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    for (int value = 0; value < 256; value++) {
      tokens.add("<0x%02X>".formatted(value));
    }
    for (int word = 1; tokens.size() < vocabulary; word++) {
      tokens.add("\u2581" + letters(word));
    }
    double[] scores = IntStream.range(0, vocabulary).mapToDouble(token -> score(token)).toArray();
    long[] types = IntStream.range(0, vocabulary).mapToLong(token -> type(token)).toArray();
    Map<String, MetadataValue> metadata = new LinkedHashMap<>();
    metadata.put("tokenizer.ggml.model", MetadataValue.string("llama"));
    metadata.put("tokenizer.ggml.pre", MetadataValue.string("default"));
    metadata.put("tokenizer.ggml.tokens", MetadataValue.strings(tokens));
    metadata.put("tokenizer.ggml.scores", ArrayValue.ofFloats(ValueType.FLOAT32, scores));
    metadata.put("tokenizer.ggml.token_type", ArrayValue.ofIntegers(ValueType.INT32, types));
    metadata.put("tokenizer.ggml.bos_token_id", MetadataValue.uint32(1));
    metadata.put("tokenizer.ggml.eos_token_id", MetadataValue.uint32(2));
    metadata.put("tokenizer.ggml.unknown_token_id", MetadataValue.uint32(0));
    metadata.put("tokenizer.ggml.add_bos_token", MetadataValue.bool(true));
    metadata.put("tokenizer.ggml.add_eos_token", MetadataValue.bool(false));
    return metadata;
  }

  private static double score(int token) {
    return token < FIRST_WORD ? 0 : FIRST_WORD - token;
  }

  private static int type(int token) {
    if (token == 0) {
      return UNKNOWN;
    }
    if (token < FIRST_BYTE_TOKEN) {
      return CONTROL;
    }
    return token < FIRST_WORD ? BYTE : NORMAL;
  }

  /** Returns 1 as a, 26 as z, 27 as aa and so on. */
  private static String letters(int word) {
    StringBuilder letters = new StringBuilder();
    for (int rest = word; rest > 0; rest = (rest - 1) / 26) {
      letters.append((char) ('a' + (rest - 1) % 26));
    }
    return letters.reverse().toString();
  }
}
