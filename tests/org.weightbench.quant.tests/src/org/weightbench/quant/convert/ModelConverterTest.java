package org.weightbench.quant.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.Quantizer;
import org.weightbench.quant.WeightError;
import org.weightbench.quant.synth.ModelSynthesizer;
import org.weightbench.quant.synth.SynthesisRequest;
import org.weightbench.testing.Fixtures;

class ModelConverterTest {
  private static final int UNKNOWN_TYPE = 99;

  @TempDir Path folder;

  static List<QuantizationMix> mixes() {
    return QuantizationMix.all();
  }

  static Set<TensorType> writableTypes() {
    return Quantizer.types();
  }

  @Test
  void aQuantizedModelBecomesTheFloatsOfItsBlocks() throws Exception {
    Path in = synthesized(3 << 20, QuantizationMix.Q4_K_M);
    Path out = folder.resolve("out.gguf");

    ModelConverter.convert(in, out, TensorType.F32, Progress.NONE);

    try (GgufModel before = GgufModel.open(in);
        GgufModel after = GgufModel.open(out)) {
      assertEquals(names(before), names(after));
      for (TensorInfo tensor : after.tensors()) {
        TensorInfo original = before.tensor(tensor.name()).orElseThrow();
        assertEquals(TensorType.F32, tensor.type().orElseThrow());
        assertEquals(original.shape(), tensor.shape());
        MemorySegment floats = MemorySegment.ofArray(floats(before, original));
        assertEquals(-1, floats.mismatch(after.data(tensor)), tensor.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writableTypes")
  void aTrainedModelIsStoredInAnyTypeThatCanBeWritten(TensorType type) throws Exception {
    Path in = Fixtures.STORIES_F32.copyTo(folder);
    Path out = folder.resolve("out.gguf");

    ModelConverter.convert(in, out, type, Progress.NONE);

    QuantizationMix mix = QuantizationMix.plain(type).orElseThrow();
    try (GgufModel before = GgufModel.open(in);
        GgufModel after = GgufModel.open(out)) {
      assertEquals(List.of(), after.problems());
      assertEquals(mix.fileType(), after.metadata().integer("general.file_type").orElseThrow());
      assertEquals(names(before), names(after));
      for (TensorInfo tensor : after.tensors()) {
        TensorInfo original = before.tensor(tensor.name()).orElseThrow();
        assertEquals(original.shape(), tensor.shape());
        TensorType stored = tensor.type().orElseThrow();
        float[] weights = floats(before, original);
        byte[] expected = new byte[(int) stored.bytesFor(weights.length)];
        Quantizer.of(stored)
            .orElseThrow()
            .quantize(weights, 0, MemorySegment.ofArray(expected), 0, weights.length);
        assertEquals(
            -1, MemorySegment.ofArray(expected).mismatch(after.data(tensor)), tensor.name());
      }
    }
  }

  @Test
  void theBlocksOfGgmlsReferenceAreStoredWhereTheyAreAskedFor() throws Exception {
    Path in = synthesized(2 << 20, QuantizationMix.plain(TensorType.F16).orElseThrow());
    Path out = folder.resolve("out.gguf");
    QuantizationMix mix = QuantizationMix.plain(TensorType.Q4_K).orElseThrow();

    ModelConverter.convert(in, out, ConversionSettings.of(mix).withReference(true), Progress.NONE);

    try (GgufModel before = GgufModel.open(in);
        GgufModel after = GgufModel.open(out)) {
      List<TensorInfo> searched =
          after.tensors().stream()
              .filter(tensor -> tensor.type().orElseThrow() == TensorType.Q4_K)
              .toList();
      assertFalse(searched.isEmpty());
      for (TensorInfo tensor : searched) {
        float[] weights = floats(before, before.tensor(tensor.name()).orElseThrow());
        byte[] expected = new byte[(int) TensorType.Q4_K.bytesFor(weights.length)];
        Quantizer.reference(TensorType.Q4_K)
            .orElseThrow()
            .quantize(weights, 0, MemorySegment.ofArray(expected), 0, weights.length);
        assertEquals(
            -1, MemorySegment.ofArray(expected).mismatch(after.data(tensor)), tensor.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void theErrorOfEachTensorIsThatOfItsStoredWeights(QuantizationMix mix) throws Exception {
    Path in = synthesized(6 << 20, QuantizationMix.plain(TensorType.F16).orElseThrow());
    Path out = folder.resolve("out.gguf");

    List<ConvertedTensor> converted =
        ModelConverter.convert(in, out, ConversionSettings.of(mix).withErrors(true), Progress.NONE);

    try (GgufModel before = GgufModel.open(in);
        GgufModel after = GgufModel.open(out)) {
      assertEquals(names(after), converted.stream().map(ConvertedTensor::name).toList());
      for (ConvertedTensor tensor : converted) {
        TensorInfo source = before.tensor(tensor.name()).orElseThrow();
        TensorInfo stored = after.tensor(tensor.name()).orElseThrow();
        assertEquals(source.shape(), tensor.shape());
        assertEquals(source.type().orElseThrow(), tensor.before());
        assertEquals(stored.type().orElseThrow(), tensor.after());
        assertEquals(source.byteSize(), tensor.bytesBefore());
        assertEquals(stored.byteSize(), tensor.bytesAfter());
        assertEquals(tensor.copied(), tensor.error().isEmpty());
        if (!tensor.copied()) {
          float[] wanted = floats(before, source);
          WeightError expected =
              WeightError.between(
                  wanted, MemorySegment.ofArray(floats(after, stored)), wanted.length);
          WeightError found = tensor.error().orElseThrow();
          assertEquals(expected.weights(), found.weights());
          assertEquals(expected.maximumAbsolute(), found.maximumAbsolute());
          assertEquals(
              expected.rootMeanSquare(), found.rootMeanSquare(), 1e-9 * expected.rootMeanSquare());
          assertEquals(expected.relative(), found.relative(), 1e-9 * expected.relative());
        }
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNeitherTheFileNorTheErrors() throws Exception {
    Path in = synthesized(40 << 20, QuantizationMix.plain(TensorType.F16).orElseThrow());
    ConversionSettings one =
        ConversionSettings.of(QuantizationMix.Q4_K_M).withErrors(true).withThreads(1);
    Path first = folder.resolve("first.gguf");
    Path second = folder.resolve("second.gguf");

    List<ConvertedTensor> alone = ModelConverter.convert(in, first, one, Progress.NONE);
    List<ConvertedTensor> together =
        ModelConverter.convert(in, second, one.withThreads(7), Progress.NONE);

    assertEquals(-1, Files.mismatch(first, second));
    assertEquals(alone, together);
  }

  @Test
  void withoutErrorsNothingIsComparedAndTheFileIsTheSame() throws Exception {
    Path in = Fixtures.STORIES_F32.copyTo(folder);
    ConversionSettings settings =
        ConversionSettings.of(QuantizationMix.plain(TensorType.Q8_0).orElseThrow());
    Path first = folder.resolve("first.gguf");
    Path second = folder.resolve("second.gguf");

    List<ConvertedTensor> plain = ModelConverter.convert(in, first, settings, Progress.NONE);
    ModelConverter.convert(in, second, settings.withErrors(true), Progress.NONE);

    assertTrue(plain.stream().allMatch(tensor -> tensor.error().isEmpty()));
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void noThreadsAndTooManyAreRefused() {
    ConversionSettings settings = ConversionSettings.of(QuantizationMix.Q4_K_M);
    assertThrows(IllegalArgumentException.class, () -> settings.withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> settings.withThreads(65));
  }

  @Test
  void matricesWhoseRowsFitAreStoredInTheTargetAndVectorsStayFloats() throws Exception {
    Path out = folder.resolve("out.gguf");
    ModelConverter.convert(
        Fixtures.STORIES_F32.copyTo(folder), out, TensorType.Q8_0, Progress.NONE);
    try (GgufModel after = GgufModel.open(out)) {
      assertEquals(TensorType.Q8_0, type(after, "blk.0.attn_q.weight"));
      assertEquals(TensorType.F32, type(after, "blk.0.attn_norm.weight"));
    }
  }

  @Test
  void aMixIsAssignedAsInLlamaCpp() throws Exception {
    Path in = synthesized(6 << 20, QuantizationMix.plain(TensorType.BF16).orElseThrow());
    Path out = folder.resolve("out.gguf");
    ModelConverter.convert(in, out, QuantizationMix.Q4_K_M, Progress.NONE);
    try (GgufModel after = GgufModel.open(out)) {
      assertEquals(TensorType.Q4_K, type(after, "token_embd.weight"));
      assertEquals(TensorType.Q6_K, type(after, "output.weight"));
      assertEquals(15, after.metadata().integer("general.file_type").orElseThrow());
      assertEquals(2, after.metadata().integer("general.quantization_version").orElseThrow());
    }
  }

  @Test
  void allOtherMetadataIsKept() throws Exception {
    Path in = Fixtures.STORIES_F32.copyTo(folder);
    Path out = folder.resolve("out.gguf");
    ModelConverter.convert(in, out, TensorType.F16, Progress.NONE);
    try (GgufModel before = GgufModel.open(in);
        GgufModel after = GgufModel.open(out)) {
      assertTrue(before.metadata().keys().size() > 10);
      for (String key : before.metadata().keys()) {
        if (!key.equals("general.file_type")) {
          assertEquals(before.metadata().get(key), after.metadata().get(key), key);
        }
      }
      assertEquals(1, after.metadata().integer("general.file_type").orElseThrow());
    }
  }

  @Test
  void aSplitModelBecomesOneFileWithTheContentOfTheWhole() throws Exception {
    Path out = folder.resolve("out.gguf");
    ModelConverter.convert(Fixtures.copyShardsTo(folder), out, TensorType.F32, Progress.NONE);
    try (GgufModel whole = GgufModel.open(Fixtures.STORIES_F32.copyTo(folder));
        GgufModel after = GgufModel.open(out)) {
      assertEquals(1, after.shards().size());
      assertFalse(after.metadata().keys().stream().anyMatch(key -> key.startsWith("split.")));
      assertEquals(Set.copyOf(names(whole)), Set.copyOf(names(after)));
      for (TensorInfo tensor : after.tensors()) {
        TensorInfo original = whole.tensor(tensor.name()).orElseThrow();
        assertEquals(-1, whole.data(original).mismatch(after.data(tensor)), tensor.name());
      }
    }
  }

  @Test
  void tensorsLargerThanTheWindowAreConvertedWhole() throws Exception {
    long rows = 3 * 4096 + 5;
    Path in = folder.resolve("large.gguf");
    TensorDeclaration large =
        new TensorDeclaration("large.weight", List.of(1024L, rows), TensorType.BF16);
    short[] patterns = new short[(int) large.weights()];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = (short) (0x3f80 + i % 61 + i / 1024 % 7);
    }
    write(in, List.of(large), MemorySegment.ofArray(patterns));
    Path out = folder.resolve("out.gguf");

    ModelConverter.convert(in, out, TensorType.F32, Progress.NONE);

    try (GgufModel after = GgufModel.open(out)) {
      int[] expected = new int[patterns.length];
      for (int i = 0; i < patterns.length; i++) {
        expected[i] = patterns[i] << 16;
      }
      TensorInfo tensor = after.tensors().getFirst();
      assertEquals(-1, MemorySegment.ofArray(expected).mismatch(after.data(tensor)));
    }
  }

  @Test
  void tensorsOfWholeNumbersAreCopied() throws Exception {
    Path in = folder.resolve("indices.gguf");
    TensorDeclaration indices = new TensorDeclaration("rope.factors", List.of(4L), TensorType.I32);
    write(in, List.of(indices), MemorySegment.ofArray(new int[] {3, 1, 4, 1}));
    Path out = folder.resolve("out.gguf");
    ModelConverter.convert(in, out, TensorType.F16, Progress.NONE);
    assertEquals(TensorType.I32, typeOfFirst(out));
  }

  @Test
  void aTypeThatCannotBeReadSaysSoInOneSentenceAndLeavesNoFile() throws Exception {
    Path in = Fixtures.ORACLE_QUANTIZED.copyTo(folder);
    makeTypeUnknown(in, "w.Q4_K");
    Path out = folder.resolve("out.gguf");
    ConversionException refused =
        assertThrows(
            ConversionException.class,
            () -> ModelConverter.convert(in, out, TensorType.F32, Progress.NONE));
    assertTrue(refused.getMessage().contains("w.Q4_K (type 99)"), refused.getMessage());
    assertTrue(refused.getMessage().contains("to F32"), refused.getMessage());
    assertEquals(List.of(in), filesLeft());
  }

  @Test
  void aTypeThatCannotBeWrittenSaysSoAndNamesThoseThatCan() throws Exception {
    Path in = Fixtures.STORIES_F32.copyTo(folder);
    ConversionException refused =
        assertThrows(
            ConversionException.class,
            () ->
                ModelConverter.convert(
                    in, folder.resolve("out.gguf"), TensorType.Q8_K, Progress.NONE));
    assertTrue(refused.getMessage().contains("Q8_K cannot be written"), refused.getMessage());
    assertTrue(refused.getMessage().contains("Q4_K"), refused.getMessage());
    assertEquals(List.of(in), filesLeft());
  }

  @Test
  void namesFromTheFileCannotCommandATerminal() throws Exception {
    Path in = folder.resolve("hostile.gguf");
    String name = "\u001b[2Jw.weight";
    TensorDeclaration hostile = new TensorDeclaration(name, List.of(256L, 1L), TensorType.Q8_K);
    write(in, List.of(hostile), MemorySegment.ofArray(new byte[292]));
    makeTypeUnknown(in, name);
    IOException refused =
        assertThrows(
            ConversionException.class,
            () ->
                ModelConverter.convert(
                    in, folder.resolve("out.gguf"), TensorType.F32, Progress.NONE));
    assertFalse(refused.getMessage().contains("\u001b"), refused.getMessage());
  }

  @Test
  void cancellingLeavesNoFile() throws Exception {
    Path in = synthesized(3 << 20, QuantizationMix.Q4_K_M);
    AtomicLong written = new AtomicLong();
    Progress stopsAfterSomething =
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            written.set(doneBytes);
          }

          @Override
          public boolean cancelled() {
            return written.get() > 1 << 20;
          }
        };
    assertThrows(
        CancelledException.class,
        () ->
            ModelConverter.convert(
                in, folder.resolve("out.gguf"), TensorType.F32, stopsAfterSomething));
    assertEquals(List.of(in), filesLeft());
  }

  @Test
  void progressReachesTheFilesSize() throws Exception {
    Path out = folder.resolve("out.gguf");
    List<Long> heard = new ArrayList<>();
    AtomicInteger outOfRange = new AtomicInteger();
    ModelConverter.convert(
        Fixtures.STORIES_F32.copyTo(folder),
        out,
        TensorType.F16,
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            heard.add(doneBytes);
            if (doneBytes > totalBytes) {
              outOfRange.incrementAndGet();
            }
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
    assertEquals(Files.size(out), heard.getLast());
    assertEquals(heard.stream().sorted().toList(), heard);
    assertEquals(0, outOfRange.get());
  }

  @Test
  void aMissingModelIsTheReadersError() {
    assertThrows(
        GgufException.class,
        () ->
            ModelConverter.convert(
                folder.resolve("none.gguf"),
                folder.resolve("out.gguf"),
                TensorType.F32,
                Progress.NONE));
  }

  @Test
  void aModelCanBeConvertedInPlace() throws Exception {
    Path file = Fixtures.STORIES_F32.copyTo(folder);
    ModelConverter.convert(file, file, TensorType.F16, Progress.NONE);
    try (GgufModel after = GgufModel.open(file)) {
      assertEquals(TensorType.F16, type(after, "blk.0.attn_q.weight"));
    }
    assertEquals(List.of(file), filesLeft());
  }

  private Path synthesized(long bytes, QuantizationMix mix) throws IOException {
    Path file = folder.resolve("in.gguf");
    ModelSynthesizer.synthesize(file, new SynthesisRequest(bytes, mix, 1), Progress.NONE);
    return file;
  }

  private static void write(Path file, List<TensorDeclaration> tensors, MemorySegment data)
      throws IOException {
    Metadata metadata = Metadata.of(Map.of("general.architecture", MetadataValue.string("none")));
    try (GgufWriter writer = GgufWriter.create(file, metadata, tensors, Progress.NONE)) {
      writer.append(tensors.getFirst().name(), data);
      writer.finish();
    }
  }

  /** Changes the type in the file's list of tensors: it follows name, dimension count and shape. */
  private static void makeTypeUnknown(Path file, String tensor) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = tensor.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (buffer.getLong(at) != name.length
        || !Arrays.equals(bytes, at + 8, at + 8 + name.length, name, 0, name.length)) {
      at++;
    }
    int dimensions = buffer.getInt(at + 8 + name.length);
    buffer.putInt(at + 8 + name.length + 4 + 8 * dimensions, UNKNOWN_TYPE);
    Files.write(file, bytes);
  }

  private List<Path> filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static float[] floats(GgufModel model, TensorInfo tensor) {
    float[] floats = new float[(int) tensor.weights()];
    Dequantizer.of(tensor.type().orElseThrow())
        .dequantize(model.data(tensor), 0, MemorySegment.ofArray(floats), 0, floats.length);
    return floats;
  }

  private static List<String> names(GgufModel model) {
    return model.tensors().stream().map(TensorInfo::name).toList();
  }

  private static TensorType type(GgufModel model, String tensor) {
    return model.tensor(tensor).orElseThrow().type().orElseThrow();
  }

  private static TensorType typeOfFirst(Path file) throws GgufException {
    try (GgufModel model = GgufModel.open(file)) {
      return model.tensors().getFirst().type().orElseThrow();
    }
  }
}
