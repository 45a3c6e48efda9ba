package org.weightbench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.convert.ModelConverter;
import org.weightbench.quant.synth.ModelSynthesizer;
import org.weightbench.quant.synth.SynthesisRequest;
import org.weightbench.testing.Fixtures;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaCppReadsTheSynthesizedModelTest {
  private static final long MIB = 1L << 20;

  /** No character of it is a word of the vocabulary: each byte becomes a token, after the start. */
  private static final String TEXT = "0123";

  private LlamaCpp llamaCpp;

  @BeforeAll
  void loadLlamaCpp(@TempDir Path folder) throws Throwable {
    llamaCpp = new LlamaCpp(NativeLibrary.loadedFrom(folder));
  }

  /** All but MXFP4, which this llama.cpp is too old for. */
  static Stream<QuantizationMix> mixes() {
    return QuantizationMix.all().stream().filter(mix -> !mix.name().equals("MXFP4"));
  }

  @Test
  void asAFourBitMixOf16Mebibytes(@TempDir Path folder) throws Throwable {
    Path file = synthesized(folder, 16 * MIB, QuantizationMix.Q4_K_M);
    assertEquals("llama ?B Q4_K - Medium", loaded(file).description());
    assertLoads(file);
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void inEveryMixAtTheSmallestSize(QuantizationMix mix, @TempDir Path folder) throws Throwable {
    assertLoads(synthesized(folder, MIB, mix));
  }

  @Test
  void convertedToFloats(@TempDir Path folder) throws Throwable {
    Path file = synthesized(folder, 2 * MIB, QuantizationMix.Q4_K_M);
    Path floats = folder.resolve("floats.gguf");
    ModelConverter.convert(file, floats, TensorType.F32, Progress.NONE);
    assertLoads(floats);
    assertEquals("llama ?B all F32", loaded(floats).description());
  }

  @Test
  void andATrainedModelConvertedToEightBits(@TempDir Path folder) throws Throwable {
    Path file = folder.resolve("eight.gguf");
    ModelConverter.convert(
        Fixtures.STORIES_F32.copyTo(folder), file, TensorType.Q8_0, Progress.NONE);
    assertTrue(loaded(file).description().endsWith("Q8_0"), loaded(file).description());
  }

  private void assertLoads(Path file) throws Throwable {
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(
          Optional.of((long) model.tensors().size()),
          llamaCpp.readTensorCount(file),
          llamaCpp::log);
      LlamaCpp.LoadedModel loaded = loaded(file);
      assertEquals(model.tensors().stream().mapToLong(TensorInfo::weights).sum(), loaded.weights());
      assertEquals(model.tensorBytes(), loaded.bytes());
      assertEquals(model.metadata().integer("llama.vocab_size").orElseThrow(), loaded.vocabulary());
      assertEquals(expectedTokens(), loaded.tokens());
    }
  }

  private LlamaCpp.LoadedModel loaded(Path file) throws Throwable {
    Optional<LlamaCpp.LoadedModel> loaded = llamaCpp.load(file, TEXT);
    assertTrue(loaded.isPresent(), llamaCpp::log);
    return loaded.orElseThrow();
  }

  /** The start, the three bytes of the space that is put before a text, and the text's bytes. */
  private static int expectedTokens() {
    return 1 + 3 + TEXT.length();
  }

  private static Path synthesized(Path folder, long bytes, QuantizationMix mix) throws Exception {
    Path file = folder.resolve("synthesized.gguf");
    ModelSynthesizer.synthesize(file, new SynthesisRequest(bytes, mix, 1), Progress.NONE);
    return file;
  }
}
