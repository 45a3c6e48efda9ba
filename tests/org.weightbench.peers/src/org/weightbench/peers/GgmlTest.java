package org.weightbench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.Quantizer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GgmlTest {
  private static final int BLOCKS = 4000;

  private Ggml ggml;

  @BeforeAll
  void loadGgml(@TempDir Path folder) throws Throwable {
    ggml = new Ggml(NativeLibrary.loadedFrom(folder));
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"Q4_0", "Q5_0", "Q8_0", "Q4_K", "Q6_K"})
  void quantizersStoreTheSameBlocksAsGgmlsReference(TensorType type) throws Throwable {
    float[] weights = weightsOfAllKinds();
    byte[] blocks = new byte[(int) type.bytesFor(weights.length)];
    Quantizer.of(type)
        .orElseThrow()
        .quantize(weights, 0, MemorySegment.ofArray(blocks), 0, weights.length);
    assertArrayEquals(ggml.quantize(type, weights), blocks);
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"Q4_0", "Q5_0", "Q8_0", "Q4_K", "Q6_K"})
  void dequantizersMakeTheSameFloatsOfRandomBlocks(TensorType type) throws Throwable {
    byte[] blocks = new byte[BLOCKS * type.blockBytes()];
    new Random(5).nextBytes(blocks);
    float[] floats = new float[BLOCKS * type.blockWeights()];
    Dequantizer.of(type)
        .orElseThrow()
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
