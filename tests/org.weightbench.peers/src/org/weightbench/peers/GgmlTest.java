package org.weightbench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;
import org.weightbench.quant.Quantizer;
import org.weightbench.testing.Fixtures;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GgmlTest {
  private static final int BLOCKS = 4000;

  @TempDir private Path folder;
  private Ggml ggml;

  @BeforeAll
  void loadGgml(@TempDir Path libraryFolder) throws Throwable {
    ggml = new Ggml(NativeLibrary.loadedFrom(libraryFolder));
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {
        "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL",
        "IQ4_XS", "TQ1_0", "TQ2_0"
      })
  void quantizersStoreTheSameBlocksAsGgmlsReference(TensorType type) throws Throwable {
    assertSameBlocks(type, weightsOfAllKinds());
    assertSameBlocks(type, trainedWeights());
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {
        "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "Q8_K",
        "IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ3_XXS", "IQ3_S", "IQ4_NL", "IQ4_XS",
        "TQ1_0", "TQ2_0"
      })
  void dequantizersMakeTheSameFloatsOfRandomBlocks(TensorType type) throws Throwable {
    byte[] blocks = new byte[BLOCKS * type.blockBytes()];
    new Random(5).nextBytes(blocks);
    float[] floats = new float[BLOCKS * type.blockWeights()];
    Dequantizer.of(type)
        .dequantize(
            MemorySegment.ofArray(blocks), 0, MemorySegment.ofArray(floats), 0, floats.length);
    float[] expected = ggml.dequantize(type, blocks);
    for (int i = 0; i < floats.length; i++) {
      int weight = i;
      if (Float.isNaN(expected[i])) {
        assertEquals(Float.NaN, floats[i], () -> "weight " + weight);
      } else {
        assertEquals(
            Float.floatToRawIntBits(expected[i]),
            Float.floatToRawIntBits(floats[i]),
            () -> "weight " + weight);
      }
    }
  }

  @Test
  void floatsAreRoundedToTheSameBrainFloats() throws Throwable {
    Random random = new Random(11);
    int[] bits = random.ints(1 << 20).toArray();
    for (int i = 0; i < bits.length; i += 4) {
      bits[i] = bits[i] & 0xffff_0000 | 0x8000;
    }
    float[] floats = new float[bits.length];
    MemorySegment.ofArray(floats).copyFrom(MemorySegment.ofArray(bits));
    short[] rounded = new short[floats.length];
    Dequantizer.of(TensorType.F32, FloatFormat.BF16)
        .dequantize(
            MemorySegment.ofArray(floats), 0, MemorySegment.ofArray(rounded), 0, floats.length);
    assertArrayEquals(ggml.toBf16(floats), rounded);
  }

  private void assertSameBlocks(TensorType type, float[] weights) throws Throwable {
    byte[] blocks = new byte[(int) type.bytesFor(weights.length)];
    Quantizer.reference(type)
        .orElseThrow()
        .quantize(weights, 0, MemorySegment.ofArray(blocks), 0, weights.length);
    byte[] expected = ggml.quantize(type, weights);
    if (type == TensorType.IQ4_NL) {
      clearCodesWithoutScale(expected);
    }
    assertArrayEquals(expected, blocks);
  }

  /**
   * Clears the codes of IQ4_NL blocks of zeros: this version of ggml leaves there what the block
   * before had, newer ones write zeros.
   */
  private static void clearCodesWithoutScale(byte[] blocks) {
    int blockBytes = TensorType.IQ4_NL.blockBytes();
    for (int at = 0; at < blocks.length; at += blockBytes) {
      if (blocks[at] == 0 && blocks[at + 1] == 0) {
        Arrays.fill(blocks, at, at + blockBytes, (byte) 0);
      }
    }
  }

  private float[] trainedWeights() throws Exception {
    try (GgufModel oracle = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      return oracle
          .data(oracle.tensor("w.F32").orElseThrow())
          .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }
  }

  /** Gaussian weights of five scales, among them zeros, positive ones and half-empty blocks. */
  private static float[] weightsOfAllKinds() {
    Random random = new Random(7);
    float[] weights = new float[256 * BLOCKS];
    for (int i = 0; i < weights.length; i++) {
      int block = i / 256;
      float weight = (float) (random.nextGaussian() * Math.pow(10, -(block % 5)));
      weights[i] =
          switch (block % 50) {
            case 7 -> 0;
            case 8 -> Math.abs(weight);
            case 9 -> i % 256 < 100 ? weight : 0;
            default -> weight;
          };
    }
    return weights;
  }
}
