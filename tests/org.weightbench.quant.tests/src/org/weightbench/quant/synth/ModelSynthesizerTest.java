package org.weightbench.quant.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.QuantizationMix;

class ModelSynthesizerTest {
  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  static List<QuantizationMix> mixes() {
    return QuantizationMix.all();
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void everyMixGivesAValidFileOfTheWantedSize(QuantizationMix mix) throws Exception {
    Path file = synthesize(3 * MIB, mix, 1);
    assertEquals(3.0 * MIB, Files.size(file), 0.05 * 3 * MIB);
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(List.of(), model.problems());
      assertEquals(mix.fileType(), model.metadata().integer("general.file_type").orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {MIB, 7 * MIB, 40 * MIB})
  void theSizeIsMetFromTheSmallestOn(long bytes) throws Exception {
    Path file = synthesize(bytes, QuantizationMix.Q4_K_M, 1);
    assertEquals((double) bytes, Files.size(file), 0.05 * bytes);
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void dimensionsStayThoseOfALlamaUpToTheLargestSize(QuantizationMix mix) {
    for (double bytes = SynthesisRequest.MINIMUM_BYTES;
        bytes <= SynthesisRequest.MAXIMUM_BYTES;
        bytes *= 1.7) {
      LlamaShape shape = LlamaSizing.of((long) bytes, mix);
      assertEquals(bytes, LlamaSizing.fileBytes(shape, mix), 0.05 * bytes, shape::toString);
      assertEquals(0, shape.embedding() % shape.heads(), shape::toString);
      assertEquals(0, shape.heads() % shape.keyValueHeads(), shape::toString);
      assertEquals(0, shape.headWidth() % 2, shape::toString);
      assertTrue(shape.layers() >= 1 && shape.layers() <= 512, shape::toString);
      double widening = (double) shape.feedForward() / shape.embedding();
      assertTrue(widening >= 1 && widening <= 6, shape::toString);
    }
  }

  @Test
  void metadataDescribesTheTensors() throws Exception {
    try (GgufModel model = GgufModel.open(synthesize(4 * MIB, QuantizationMix.Q4_K_M, 1))) {
      long embedding = integer(model, "llama.embedding_length");
      long feedForward = integer(model, "llama.feed_forward_length");
      long vocabulary = integer(model, "llama.vocab_size");
      long heads = integer(model, "llama.attention.head_count");
      long keyValueHeads = integer(model, "llama.attention.head_count_kv");
      long keyValueWidth = embedding / heads * keyValueHeads;
      assertEquals("llama", model.metadata().string("general.architecture").orElseThrow());
      assertEquals(embedding / heads, integer(model, "llama.rope.dimension_count"));
      assertEquals(List.of(embedding, vocabulary), shape(model, "token_embd.weight"));
      assertEquals(List.of(embedding, vocabulary), shape(model, "output.weight"));
      assertEquals(List.of(embedding), shape(model, "output_norm.weight"));
      long layers = integer(model, "llama.block_count");
      for (int layer = 0; layer < layers; layer++) {
        String prefix = "blk." + layer + ".";
        assertEquals(List.of(embedding), shape(model, prefix + "attn_norm.weight"));
        assertEquals(List.of(embedding, keyValueWidth), shape(model, prefix + "attn_k.weight"));
        assertEquals(List.of(embedding, feedForward), shape(model, prefix + "ffn_up.weight"));
        assertEquals(List.of(feedForward, embedding), shape(model, prefix + "ffn_down.weight"));
      }
      assertEquals(3 + 9 * layers, model.tensors().size());
    }
  }

  @Test
  void theTokenizerIsComplete() throws Exception {
    try (GgufModel model = GgufModel.open(synthesize(4 * MIB, QuantizationMix.Q4_K_M, 1))) {
      int vocabulary = (int) integer(model, "llama.vocab_size");
      List<String> tokens = model.metadata().array("tokenizer.ggml.tokens").orElseThrow().strings();
      assertEquals(vocabulary, tokens.size());
      assertEquals(vocabulary, new HashSet<>(tokens).size());
      assertEquals(List.of("<unk>", "<s>", "</s>", "<0x00>"), tokens.subList(0, 4));
      assertEquals("<0xFF>", tokens.get(258));
      assertEquals(
          vocabulary, model.metadata().array("tokenizer.ggml.scores").orElseThrow().size());
      assertEquals(
          vocabulary, model.metadata().array("tokenizer.ggml.token_type").orElseThrow().size());
    }
  }

  @Test
  void tensorsAreStoredAsTheMixSays() throws Exception {
    try (GgufModel model = GgufModel.open(synthesize(8 * MIB, QuantizationMix.Q4_K_M, 1))) {
      assertEquals(TensorType.Q4_K, type(model, "token_embd.weight"));
      assertEquals(TensorType.Q6_K, type(model, "output.weight"));
      assertEquals(TensorType.F32, type(model, "output_norm.weight"));
      assertEquals(TensorType.Q4_K, type(model, "blk.0.attn_v.weight"));
      assertEquals(TensorType.Q6_K, type(model, "blk.2.attn_v.weight"));
      assertEquals(TensorType.Q6_K, type(model, "blk.2.ffn_down.weight"));
    }
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void weightsAreGaussianOfTheScaleThatTrainingLeaves(QuantizationMix mix) throws Exception {
    try (GgufModel model = GgufModel.open(synthesize(4 * MIB, mix, 1))) {
      assertMoments(0, 0.02, model, "token_embd.weight");
      double query = 1 / Math.sqrt(shape(model, "blk.0.attn_q.weight").getFirst());
      assertMoments(0, query, model, "blk.0.attn_q.weight");
      double down = 1 / Math.sqrt(shape(model, "blk.0.ffn_down.weight").getFirst());
      assertMoments(0, down, model, "blk.0.ffn_down.weight");
      assertMoments(1, 0.1, model, "output_norm.weight");
    }
  }

  @Test
  void equalRequestsGiveEqualFilesAndOtherSeedsGiveOthers() throws Exception {
    Path first = synthesize(2 * MIB, QuantizationMix.Q4_K_M, 7);
    Path second = synthesize(2 * MIB, QuantizationMix.Q4_K_M, 7);
    Path third = synthesize(2 * MIB, QuantizationMix.Q4_K_M, 8);
    assertEquals(-1, Files.mismatch(first, second));
    assertNotEquals(-1, Files.mismatch(first, third));
    try (GgufModel one = GgufModel.open(first);
        GgufModel other = GgufModel.open(third)) {
      MemorySegment weights = one.data(one.tensor("blk.0.ffn_up.weight").orElseThrow());
      MemorySegment others = other.data(other.tensor("blk.0.ffn_up.weight").orElseThrow());
      assertNotEquals(-1, weights.mismatch(others));
    }
  }

  @Test
  void windowsCompressNoBetterThanBlocksThatWereAllQuantized() throws Exception {
    Path file = synthesize(8 * MIB, QuantizationMix.Q4_K_M, 1);
    try (GgufModel model = GgufModel.open(file)) {
      int windowBytes = 128 << 10;
      for (TensorInfo tensor : model.tensors()) {
        MemorySegment data = model.data(tensor);
        for (long at = 0; at + windowBytes <= data.byteSize(); at += windowBytes) {
          byte[] window = data.asSlice(at, windowBytes).toArray(ValueLayout.JAVA_BYTE);
          double ratio = (double) deflatedBytes(window) / windowBytes;
          assertTrue(ratio > 0.9, () -> tensor + " deflates to " + ratio);
        }
      }
    }
  }

  @Test
  void noBlockRepeatsWithin128KiB() throws Exception {
    try (GgufModel model = GgufModel.open(synthesize(24 * MIB, QuantizationMix.Q4_K_M, 1))) {
      TensorInfo tensor = model.tensor("blk.0.ffn_up.weight").orElseThrow();
      int blockBytes = TensorType.Q4_K.blockBytes();
      byte[] data = model.data(tensor).toArray(ValueLayout.JAVA_BYTE);
      Set<ByteBuffer> near = new HashSet<>();
      for (int at = 0; at + blockBytes <= 128 << 10; at += blockBytes) {
        assertTrue(near.add(ByteBuffer.wrap(data, at, blockBytes)), "block at byte " + at);
      }
    }
  }

  @Test
  void progressReachesTheFilesSize() throws Exception {
    AtomicLong last = new AtomicLong();
    Path file = folder.resolve("model.gguf");
    ModelSynthesizer.synthesize(
        file,
        new SynthesisRequest(2 * MIB, QuantizationMix.Q4_K_M, 1),
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            assertTrue(doneBytes >= last.getAndSet(doneBytes));
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
    assertEquals(Files.size(file), last.get());
  }

  @Test
  void cancellingLeavesNoFile() throws Exception {
    AtomicLong written = new AtomicLong();
    Progress afterOneMebibyte =
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            written.set(doneBytes);
          }

          @Override
          public boolean cancelled() {
            return written.get() > MIB;
          }
        };
    SynthesisRequest request = new SynthesisRequest(64 * MIB, QuantizationMix.Q4_K_M, 1);
    Path file = folder.resolve("model.gguf");
    assertThrows(
        CancelledException.class,
        () -> ModelSynthesizer.synthesize(file, request, afterOneMebibyte));
    assertTrue(written.get() < 64 * MIB);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SynthesisRequest(MIB - 1, QuantizationMix.Q4_K_M, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SynthesisRequest(Long.MAX_VALUE, QuantizationMix.Q4_K_M, 1));
  }

  @Test
  void aModelThatDoesNotFitTheDiskIsRefusedBeforeWriting() throws Exception {
    long free = Files.getFileStore(folder).getUsableSpace();
    long bytes = SynthesisRequest.MAXIMUM_BYTES;
    assumeTrue(free < bytes / 2, "this disk has room for 1 TB");
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                ModelSynthesizer.synthesize(
                    folder.resolve("model.gguf"),
                    new SynthesisRequest(bytes, QuantizationMix.Q4_K_M, 1),
                    Progress.NONE));
    assertTrue(refused.getMessage().contains("its disk has"), refused.getMessage());
  }

  private Path synthesize(long bytes, QuantizationMix mix, long seed) throws IOException {
    Path file = Files.createTempFile(folder, "synthesized", ".gguf");
    ModelSynthesizer.synthesize(file, new SynthesisRequest(bytes, mix, seed), Progress.NONE);
    return file;
  }

  private static long integer(GgufModel model, String key) {
    return model.metadata().integer(key).orElseThrow();
  }

  private static List<Long> shape(GgufModel model, String tensor) {
    return model.tensor(tensor).orElseThrow().shape();
  }

  private static TensorType type(GgufModel model, String tensor) {
    return model.tensor(tensor).orElseThrow().type().orElseThrow();
  }

  private static void assertMoments(double mean, double deviation, GgufModel model, String tensor) {
    TensorInfo info = model.tensor(tensor).orElseThrow();
    float[] weights = new float[(int) info.weights()];
    Dequantizer.of(info.type().orElseThrow())
        .dequantize(model.data(info), 0, MemorySegment.ofArray(weights), 0, weights.length);
    double sum = 0;
    double squares = 0;
    for (float weight : weights) {
      sum += weight;
      squares += (weight - mean) * (weight - mean);
    }
    assertEquals(mean, sum / weights.length, 0.15 * deviation, tensor);
    assertEquals(deviation, Math.sqrt(squares / weights.length), 0.15 * deviation, tensor);
  }

  private static int deflatedBytes(byte[] window) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(window);
      deflater.finish();
      return deflater.deflate(new byte[2 * window.length]);
    }
  }
}
