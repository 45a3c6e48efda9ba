package org.weightbench.quant.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.WeightError;
import org.weightbench.quant.convert.ConversionSettings;
import org.weightbench.quant.convert.ConvertedTensor;
import org.weightbench.quant.convert.ModelConverter;
import org.weightbench.quant.synth.ModelSynthesizer;
import org.weightbench.quant.synth.SynthesisRequest;
import org.weightbench.testing.Fixtures;

class FormatSurveyTest {
  private static final QuantizationMix F32 = plain(TensorType.F32);
  private static final QuantizationMix Q8_0 = plain(TensorType.Q8_0);
  private static final QuantizationMix Q4_0 = plain(TensorType.Q4_0);

  @TempDir Path folder;

  @Test
  void sizesAndErrorsAreThoseOfAConversion() throws Exception {
    Path model = synthesized(6 << 20, plain(TensorType.F16));
    List<QuantizationMix> formats = List.of(QuantizationMix.Q4_K_M, Q8_0, Q4_0);

    Survey survey = FormatSurvey.measure(model, request(formats), Progress.NONE);

    assertEquals(
        List.of("Q4_K_M", "Q8_0", "Q4_0"),
        survey.formats().stream().map(FormatCost::format).toList());
    for (int i = 0; i < formats.size(); i++) {
      Path out = folder.resolve("out.gguf");
      List<ConvertedTensor> converted =
          ModelConverter.convert(
              model, out, ConversionSettings.of(formats.get(i)).withErrors(true), Progress.NONE);
      WeightError error =
          converted.stream()
              .flatMap(tensor -> tensor.error().stream())
              .reduce(WeightError::plus)
              .orElseThrow();
      FormatCost cost = survey.formats().get(i);
      assertEquals(error.weights(), cost.error().weights());
      assertEquals(error.maximumAbsolute(), cost.error().maximumAbsolute());
      assertEquals(error.rootMeanSquare(), cost.error().rootMeanSquare(), 1e-9);
      assertEquals(Files.size(out), cost.fileBytes(), 4096.0);
    }
  }

  @Test
  void theModelAsItIsHasItsOwnSizeAndNoError() throws Exception {
    Path file = synthesized(4 << 20, QuantizationMix.Q4_K_M);
    Survey survey = FormatSurvey.measure(file, request(List.of(F32)), Progress.NONE);
    assertEquals(Files.size(file), survey.source().fileBytes());
    assertEquals(0, survey.source().error().maximumAbsolute());
    assertTrue(survey.source().error().squaredSource() > 0);
    assertEquals(32, survey.formats().getFirst().bitsPerWeight());
    assertEquals(0, survey.formats().getFirst().error().maximumAbsolute());
    try (GgufModel model = GgufModel.open(file)) {
      double bits = 8.0 * model.tensorBytes() / survey.weights();
      assertEquals(bits, survey.source().bitsPerWeight());
    }
  }

  @Test
  void eachNumberOfThreadsHasARate() throws Exception {
    SurveyRequest request = SurveyRequest.of(List.of(Q8_0), 3).withMeasuring(Duration.ofMillis(1));
    Survey survey =
        FormatSurvey.measure(Fixtures.STORIES_F32.copyTo(folder), request, Progress.NONE);
    assertEquals(
        Stream.of(TensorType.Q8_0, TensorType.F16)
            .map(type -> Dequantizer.of(type).kernelName())
            .distinct()
            .sorted()
            .toList(),
        survey.formats().getFirst().kernels());
    List<DequantizeRate> rates = survey.formats().getFirst().rates();
    assertEquals(List.of(1, 2, 3), rates.stream().map(DequantizeRate::threads).toList());
    for (DequantizeRate rate : rates) {
      assertTrue(rate.weightsPerSecond() > 0, rate::toString);
      assertEquals(4 * rate.weightsPerSecond(), rate.floatBytesPerSecond());
    }
  }

  @Test
  void aSampleIsAShareOfEveryMatrix() throws Exception {
    Path file = synthesized(24 << 20, plain(TensorType.F16));
    try (GgufModel model = GgufModel.open(file)) {
      WeightSample all = WeightSample.of(model, Long.MAX_VALUE);
      WeightSample some = WeightSample.of(model, all.weights() / 4);
      assertEquals(all.weights() / 4.0, some.weights(), all.weights() / 8.0);
      assertEquals(
          all.pieces().stream().map(piece -> piece.role().name()).distinct().toList(),
          some.pieces().stream().map(piece -> piece.role().name()).distinct().toList());
      assertFalse(
          all.pieces().stream().anyMatch(piece -> piece.role().name().endsWith("norm.weight")));
    }
  }

  @Test
  void aModelWithoutMatricesIsToldSo() throws Exception {
    Path file = folder.resolve("empty.gguf");
    Metadata metadata = Metadata.of(Map.of("general.architecture", MetadataValue.string("none")));
    try (GgufWriter writer = GgufWriter.create(file, metadata, List.of(), Progress.NONE)) {
      writer.finish();
    }
    IOException refused =
        assertThrows(
            IOException.class,
            () -> FormatSurvey.measure(file, request(List.of(Q8_0)), Progress.NONE));
    assertTrue(refused.getMessage().startsWith(file + " has no matrix"), refused.getMessage());
  }

  @Test
  void itStopsWhenAskedTo() {
    Path file = Fixtures.STORIES_F32.copyTo(folder);
    Progress stopped =
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(
        CancelledException.class,
        () -> FormatSurvey.measure(file, request(List.of(Q8_0)), stopped));
  }

  @Test
  void requestsOutOfRangeAreRefused() {
    SurveyRequest request = request(List.of(Q8_0));
    assertThrows(IllegalArgumentException.class, () -> request.withSampledWeights(0));
    assertThrows(IllegalArgumentException.class, () -> SurveyRequest.of(List.of(Q8_0), 0));
    assertEquals(List.of(1, 2, 4, 6), SurveyRequest.of(List.of(Q8_0), 6).threads());
    assertEquals(List.of(1), SurveyRequest.of(List.of(Q8_0), 1).threads());
  }

  private Path synthesized(long bytes, QuantizationMix mix) throws IOException {
    Path file = folder.resolve("in.gguf");
    ModelSynthesizer.synthesize(file, new SynthesisRequest(bytes, mix, 1), Progress.NONE);
    return file;
  }

  private static SurveyRequest request(List<QuantizationMix> formats) {
    return SurveyRequest.of(formats, 2).withMeasuring(Duration.ofMillis(1));
  }

  private static QuantizationMix plain(TensorType type) {
    return QuantizationMix.plain(type).orElseThrow();
  }
}
