package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.TensorType;

/** Scales and numbers at the edges of their formats. */
class DequantizerScaleTest {
  private static final int BLOCKS = 50;
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Where a block has its F16 scale, and its F16 minimum when it has one. */
  record Scales(TensorType type, int... offsets) {
    @Override
    public String toString() {
      return type.name();
    }

    Scales withoutMinimum() {
      return new Scales(type, offsets[0]);
    }

    void set(byte[] blocks, short half) {
      MemorySegment all = MemorySegment.ofArray(blocks);
      for (int block = 0; block < BLOCKS; block++) {
        for (int offset : offsets) {
          all.set(HALF, (long) block * type.blockBytes() + offset, half);
        }
      }
    }
  }

  static Stream<Scales> typesWithHalfFloatScales() {
    return Stream.of(
        new Scales(TensorType.Q1_0, 0),
        new Scales(TensorType.Q2_0, 0),
        new Scales(TensorType.Q4_0, 0),
        new Scales(TensorType.Q4_1, 0, 2),
        new Scales(TensorType.Q5_0, 0),
        new Scales(TensorType.Q5_1, 0, 2),
        new Scales(TensorType.Q8_0, 0),
        new Scales(TensorType.Q8_1, 0),
        new Scales(TensorType.Q2_K, 80, 82),
        new Scales(TensorType.Q3_K, 108),
        new Scales(TensorType.Q4_K, 0, 2),
        new Scales(TensorType.Q5_K, 0, 2),
        new Scales(TensorType.Q6_K, 208),
        new Scales(TensorType.IQ1_S, 0),
        new Scales(TensorType.IQ2_XXS, 0),
        new Scales(TensorType.IQ2_XS, 0),
        new Scales(TensorType.IQ2_S, 0),
        new Scales(TensorType.IQ3_XXS, 0),
        new Scales(TensorType.IQ3_S, 0),
        new Scales(TensorType.IQ4_NL, 0),
        new Scales(TensorType.IQ4_XS, 0),
        new Scales(TensorType.TQ1_0, 52),
        new Scales(TensorType.TQ2_0, 64));
  }

  @ParameterizedTest
  @MethodSource("typesWithHalfFloatScales")
  void subnormalScalesAreTheSmallNumbersThatTheyAre(Scales scales) {
    float[] ones = dequantize(scales, Float.floatToFloat16(1));
    float[] smallest = dequantize(scales, Float.floatToFloat16(0x1p-24f));
    float[] subnormal = dequantize(scales, Float.floatToFloat16(-0x1p-20f));
    for (int i = 0; i < ones.length; i++) {
      assertEquals(ones[i] * 0x1p-24f, smallest[i], 0f);
      assertEquals(ones[i] * -0x1p-20f, subnormal[i], 0f);
    }
  }

  @ParameterizedTest
  @MethodSource("typesWithHalfFloatScales")
  void infiniteScalesMakeInfiniteWeightsOrNone(Scales scales) {
    float[] infinite =
        dequantize(scales.withoutMinimum(), Float.floatToFloat16(Float.POSITIVE_INFINITY));
    boolean some = false;
    for (float weight : infinite) {
      assertFalse(Float.isFinite(weight));
      some |= Float.isInfinite(weight);
    }
    assertTrue(some);
  }

  @ParameterizedTest
  @MethodSource("typesWithHalfFloatScales")
  void weightsWithoutAScaleAreNoNumbers(Scales scales) {
    for (float weight : dequantize(scales, Float.floatToFloat16(Float.NaN))) {
      assertTrue(Float.isNaN(weight));
    }
  }

  @Test
  void theScaleOfIq1mIsSpreadOverItsGroups() {
    byte[] block = new byte[TensorType.IQ1_M.blockBytes()];
    MemorySegment scales = MemorySegment.ofArray(block).asSlice(48);
    short half = Float.floatToFloat16(-1.625f);
    for (int i = 0; i < 4; i++) {
      scales.set(HALF, 2L * i, (short) (half >> 4 * i << 12));
    }
    for (float weight : dequantize(TensorType.IQ1_M, block)) {
      assertEquals(-1.625f * (-1 + 0.125f), weight);
    }
  }

  @Test
  void everyExponentOfMxfp4IsAPowerOfTwo() {
    for (int exponent = 0; exponent < 256; exponent++) {
      byte[] block = new byte[17];
      block[0] = (byte) exponent;
      block[1] = 0x42;
      float[] weights = dequantize(TensorType.MXFP4, block);
      assertEquals((float) Math.pow(2, exponent - 127), weights[0]);
      assertEquals((float) (2 * Math.pow(2, exponent - 127)), weights[16]);
    }
  }

  @Test
  void everyScaleOfNvfp4IsAnUnsignedEightBitFloat() {
    for (int bits = 0; bits < 256; bits++) {
      byte[] block = new byte[36];
      block[1] = (byte) bits;
      block[12] = 0x2A;
      float[] weights = dequantize(TensorType.NVFP4, block);
      int exponent = bits >> 3 & 15;
      double fraction = (bits & 7) / 8.0;
      double scale =
          exponent == 0 ? fraction * Math.pow(2, -6) : (1 + fraction) * Math.pow(2, exponent - 7);
      float expected = bits == 0x7F ? 0 : (float) scale;
      assertEquals(-expected, weights[16], 0f);
      assertEquals(expected, weights[24], 0f);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "I16", "I32", "I64"})
  void integersBecomeTheNearestFloats(TensorType type) {
    int bits = 8 * type.blockBytes();
    Random random = new Random(bits);
    for (int i = 0; i < 1000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      byte[] bytes = littleEndian(value, type.blockBytes());
      long stored = value << 64 - bits >> 64 - bits;
      assertEquals(BigDecimal.valueOf(stored).floatValue(), dequantize(type, bytes)[0]);
    }
  }

  @Test
  void doublesBecomeTheNearestFloats() {
    double[] doubles = {
      0.1, -0.0, 1e-46, 0x1.000001p0, 0x1.000003p0, 1e39, -1e300, Double.NEGATIVE_INFINITY, 0x1p-149
    };
    float[] floats = {
      0.1f,
      -0f,
      0,
      1,
      0x1.000004p0f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE
    };
    for (int i = 0; i < doubles.length; i++) {
      byte[] bytes = littleEndian(Double.doubleToRawLongBits(doubles[i]), 8);
      assertEquals(floats[i], dequantize(TensorType.F64, bytes)[0]);
    }
    byte[] none = littleEndian(Double.doubleToRawLongBits(Double.NaN), 8);
    assertTrue(Float.isNaN(dequantize(TensorType.F64, none)[0]));
  }

  private static float[] dequantize(Scales scales, short half) {
    byte[] blocks = new byte[BLOCKS * scales.type().blockBytes()];
    new Random(blocks.length).nextBytes(blocks);
    scales.set(blocks, half);
    return dequantize(scales.type(), blocks);
  }

  private static float[] dequantize(TensorType type, byte[] blocks) {
    float[] floats = new float[blocks.length / type.blockBytes() * type.blockWeights()];
    Dequantizer.of(type)
        .dequantize(
            MemorySegment.ofArray(blocks), 0, MemorySegment.ofArray(floats), 0, floats.length);
    return floats;
  }

  private static byte[] littleEndian(long value, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (value >> 8 * i);
    }
    return bytes;
  }
}
