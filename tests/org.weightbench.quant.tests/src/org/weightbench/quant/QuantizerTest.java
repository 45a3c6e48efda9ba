package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.testing.Fixtures;

class QuantizerTest {
  @TempDir Path folder;

  static Set<TensorType> types() {
    return Quantizer.types();
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"F32", "F16", "BF16", "Q8_0", "TQ1_0", "TQ2_0", "MXFP4"})
  void typesWithNothingToChooseStoreTheBlocksThatGgmlStores(TensorType type) throws Exception {
    try (GgufModel oracle = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      TensorInfo expected = oracle.tensor("w." + type).orElseThrow();
      float[] weights = originalWeights(oracle);
      MemorySegment blocks = MemorySegment.ofArray(new byte[(int) expected.byteSize()]);

      Quantizer.of(type).orElseThrow().quantize(weights, 0, blocks, 0, weights.length);

      assertEquals(-1, blocks.mismatch(oracle.data(expected)));
    }
  }

  /**
   * The digests are those of what ggml's {@code quantize_row_TYPE_ref} stores for {@code w.F32}.
   */
  @ParameterizedTest
  @CsvSource({
    "Q4_0, e983ba890cbe46b7d55e9c5988b02dcb402923993e64273b9de0fd0221fc2a6d",
    "Q4_1, 3d7fe690f74cdaeb45bd8ed6e9aeef4dd140f58efd20ad6d7c389d0388d0b39c",
    "Q5_0, 52ad4542e31dc88b767ccb17dd855756a6c5cfe691e1a909e193e68a01b8e8c4",
    "Q5_1, ae82bb0c9e8ecadab1c9479ee0595bb7115dfdc789af17800ebecc4dae47c1d0",
    "Q8_0, e7e7edb0e52971ae4ec4d3b1f7fcdaf4039f5d7db54f9a75827006a714df41dc",
    "Q2_K, 06ac5f1dd17a97ed1bed59b1e8e85c2fad85b71fb75bb9387b4537c385ab1259",
    "Q3_K, 7918ac104f42160489e55d190fc981470ab1264715a8725ecada24d5e86a7a53",
    "Q4_K, 240d87d2b54f967ab4cd78c1d0ae23604f4e0ad2557d4bac721fcabb52ff4035",
    "Q5_K, d9000153b976055d966a83b435fbfb5fe091d7ae40080a6a2aefd4598c8b4f33",
    "Q6_K, 64044f124a292da9d51feae286a821f9b8d3ae3002a1f96e012ce011c8489aa6",
    "IQ4_NL, 6638b36b305ae027da5d1506217463cd4d0053cdbc881aa9e9f64295d4e641b1",
    "IQ4_XS, 99dad8b0fa2150b1436b986dc39bab6bc8e979ec51f871dffc30aac2c49cf951",
    "TQ1_0, e1d5438eca6a7e82c81f74e8e636dc35441762046a79cd178b1ea1919fcdf0ae",
    "TQ2_0, 919f5a120c92492a62671743400f0edd338d82d1dd84c1f0bf338940d79475c3"
  })
  void trainedWeightsBecomeTheBlocksOfGgmlsReference(TensorType type, String sha256)
      throws Exception {
    try (GgufModel oracle = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      float[] weights = originalWeights(oracle);
      byte[] blocks = new byte[(int) type.bytesFor(weights.length)];

      Quantizer.reference(type)
          .orElseThrow()
          .quantize(weights, 0, MemorySegment.ofArray(blocks), 0, weights.length);

      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blocks);
      assertEquals(sha256, HexFormat.of().formatHex(digest));
    }
  }

  /**
   * The oracle's blocks come from ggml's longer search for an importance matrix (here all ones).
   */
  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_XS"})
  void searchedTypesLoseAtMostOnePercentMoreThanInGgmlsBestBlocks(TensorType type)
      throws Exception {
    try (GgufModel oracle = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      TensorInfo ggmls = oracle.tensor("w." + type).orElseThrow();
      float[] weights = originalWeights(oracle);
      float[] fromGgml = new float[weights.length];
      Dequantizer.of(type)
          .dequantize(oracle.data(ggmls), 0, MemorySegment.ofArray(fromGgml), 0, weights.length);

      double ours = rootMeanSquareError(weights, stored(type, weights));
      double theirs = rootMeanSquareError(weights, fromGgml);

      assertTrue(ours <= theirs * 1.01, () -> "rmse " + ours + " against ggml's " + theirs);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_XS"})
  void searchedTypesLoseLessThanInTheBlocksOfGgmlsReference(TensorType type) throws Exception {
    try (GgufModel oracle = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      float[] weights = originalWeights(oracle);

      double ours = rootMeanSquareError(weights, stored(type, weights));
      double theirs =
          rootMeanSquareError(weights, stored(Quantizer.reference(type).orElseThrow(), weights));

      assertTrue(ours < theirs, () -> "rmse " + ours + " against the reference's " + theirs);
    }
  }

  @Test
  void microscalingExponentsStayInTheirByte() {
    assertEquals(Float.MIN_VALUE, storedAlone(Float.MIN_VALUE), 0x1p-128f);
    assertEquals(0x1p127f, storedAlone(0x1p127f));
    assertEquals(0x1.8p127f, storedAlone(Float.MAX_VALUE));
    assertEquals(-6, storedAlone(-6));
  }

  @ParameterizedTest
  @MethodSource("types")
  void zerosStayZeros(TensorType type) {
    for (float weight : stored(type, new float[512])) {
      assertEquals(0, weight, 0f);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"Q4_0", "Q5_0", "Q8_0", "Q6_K"})
  void aTypeWithSymmetricLevelsStoresAlternatingSignsExactly(TensorType type) {
    float[] weights = new float[512];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 2 == 0 ? -1 : 0;
    }
    float[] found = stored(type, weights);
    for (int i = 0; i < weights.length; i++) {
      assertEquals(weights[i], found[i], 0.005f, "weight " + i);
    }
  }

  @Test
  void brainFloatsAreRoundedToTheNearestEvenAndKeepNotANumber() {
    float[] weights = {
      Float.intBitsToFloat(0x3f808000),
      Float.intBitsToFloat(0x3f818000),
      Float.intBitsToFloat(0x3f808001),
      Float.intBitsToFloat(0x7f800001),
      Float.POSITIVE_INFINITY,
      Float.intBitsToFloat(0x80000001)
    };
    float[] found = stored(TensorType.BF16, weights);
    assertEquals(0x3f800000, Float.floatToRawIntBits(found[0]));
    assertEquals(0x3f820000, Float.floatToRawIntBits(found[1]));
    assertEquals(0x3f810000, Float.floatToRawIntBits(found[2]));
    assertTrue(Float.isNaN(found[3]));
    assertEquals(Float.POSITIVE_INFINITY, found[4]);
    assertEquals(0x80000000, Float.floatToRawIntBits(found[5]));
  }

  @Test
  void aRangeIsStoredWhereTheCallerSays() {
    float[] weights = new float[100];
    weights[40] = 127;
    weights[41] = -3;
    MemorySegment bytes = MemorySegment.ofArray(new byte[64]);
    Quantizer.of(TensorType.Q8_0).orElseThrow().quantize(weights, 36, bytes, 5, 32);
    assertEquals(127, bytes.get(ValueLayout.JAVA_BYTE, 5 + 2 + 4));
    assertEquals(-3, bytes.get(ValueLayout.JAVA_BYTE, 5 + 2 + 5));
    assertEquals(0, bytes.get(ValueLayout.JAVA_BYTE, 4));
    assertEquals(0, bytes.get(ValueLayout.JAVA_BYTE, 39));
  }

  @Test
  void rangesOutsideAndBrokenBlocksAreRefused() {
    Quantizer quantizer = Quantizer.of(TensorType.Q8_0).orElseThrow();
    float[] weights = new float[64];
    MemorySegment bytes = MemorySegment.ofArray(new byte[68]);
    assertThrows(
        IllegalArgumentException.class, () -> quantizer.quantize(weights, 0, bytes, 0, 33));
    assertThrows(
        IndexOutOfBoundsException.class, () -> quantizer.quantize(weights, 1, bytes, 0, 64));
    assertThrows(
        IndexOutOfBoundsException.class, () -> quantizer.quantize(weights, 0, bytes, 1, 64));
  }

  /** Returns what the first weight of an MXFP4 block becomes whose others are 0. */
  private static float storedAlone(float weight) {
    float[] weights = new float[32];
    weights[0] = weight;
    return stored(TensorType.MXFP4, weights)[0];
  }

  private static float[] stored(TensorType type, float[] weights) {
    return stored(Quantizer.of(type).orElseThrow(), weights);
  }

  private static float[] stored(Quantizer quantizer, float[] weights) {
    TensorType type = quantizer.type();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blocks = arena.allocate(type.bytesFor(weights.length));
      quantizer.quantize(weights, 0, blocks, 0, weights.length);
      float[] found = new float[weights.length];
      Dequantizer.of(type).dequantize(blocks, 0, MemorySegment.ofArray(found), 0, weights.length);
      return found;
    }
  }

  private static float[] originalWeights(GgufModel oracle) {
    return oracle
        .data(oracle.tensor("w.F32").orElseThrow())
        .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  private static double rootMeanSquareError(float[] weights, float[] found) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double error = weights[i] - (double) found[i];
      sum += error * error;
    }
    return Math.sqrt(sum / weights.length);
  }
}
