package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.testing.Fixtures;

class DequantizerTest {
  @TempDir Path folder;

  /** The oracle has all types but integers, F64 and what only dot products use. */
  static Set<TensorType> typesOfTheOracle() {
    return EnumSet.complementOf(
        EnumSet.of(
            TensorType.F64,
            TensorType.I8,
            TensorType.I16,
            TensorType.I32,
            TensorType.I64,
            TensorType.Q8_1,
            TensorType.Q8_K));
  }

  @ParameterizedTest
  @MethodSource("typesOfTheOracle")
  void everyTypeComesOutAsGgmlsOwnFloatsBitForBit(TensorType type) throws Exception {
    try (GgufModel quantized = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder));
        GgufModel expected = GgufModel.open(Fixtures.ORACLE_EXPECTED.copyTo(folder));
        Arena arena = Arena.ofConfined()) {
      TensorInfo stored = quantized.tensor("w." + type).orElseThrow();
      TensorInfo floats = expected.tensor("w." + type).orElseThrow();
      MemorySegment target = arena.allocate(floats.byteSize());

      Dequantizer.of(type).dequantize(quantized.data(stored), 0, target, 0, stored.weights());

      assertEquals(type, stored.type().orElseThrow());
      assertEquals(-1, target.mismatch(expected.data(floats)));
    }
  }

  /** All types, each to all formats. */
  static Stream<Arguments> dequantizers() {
    return Arrays.stream(TensorType.values())
        .flatMap(type -> Arrays.stream(FloatFormat.values()).map(to -> arguments(type, to)));
  }

  @ParameterizedTest
  @EnumSource
  void brainFloatsAreTheFloatsRoundedToTheNearest(TensorType type) {
    int weights = 5000 / type.blockWeights() * type.blockWeights();
    MemorySegment blocks = MemorySegment.ofArray(randomBytes(type.bytesFor(weights)));
    float[] floats = new float[weights];
    short[] brainFloats = new short[weights];

    Dequantizer.of(type).dequantize(blocks, 0, MemorySegment.ofArray(floats), 0, weights);
    Dequantizer.of(type, FloatFormat.BF16)
        .dequantize(blocks, 0, MemorySegment.ofArray(brainFloats), 0, weights);

    for (int i = 0; i < weights; i++) {
      assertEquals(
          Float.floatToIntBits(roundedByDefinition(floats[i])),
          Float.floatToIntBits(Float.intBitsToFloat(brainFloats[i] << 16)));
    }
  }

  @Test
  void floatsAtTheEdgesAreRoundedToTheRightBrainFloats() {
    int[] edges = {
      0,
      1,
      0x7fff,
      0x8000,
      0x8001,
      0x1_7fff,
      0x1_8000,
      0x1_8001,
      0x7f7f_7fff,
      0x7f7f_8000,
      0x7f7f_ffff,
      0x7f80_0000,
      0x7f80_0001,
      0x7fff_ffff,
      0x007f_8000,
      0x3f80_8000,
      0x3f81_8000
    };
    for (int edge : edges) {
      for (int bits : new int[] {edge, edge | Integer.MIN_VALUE}) {
        short[] rounded = new short[1];
        Dequantizer.of(TensorType.F32, FloatFormat.BF16)
            .dequantize(
                MemorySegment.ofArray(new int[] {bits}), 0, MemorySegment.ofArray(rounded), 0, 1);
        assertEquals(
            Float.floatToIntBits(roundedByDefinition(Float.intBitsToFloat(bits))),
            Float.floatToIntBits(Float.intBitsToFloat(rounded[0] << 16)),
            () -> "%08x".formatted(bits));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dequantizers")
  void anyRangeOfBlocksAtAnyAlignmentGivesTheSameFloats(TensorType type, FloatFormat format) {
    Dequantizer dequantizer = Dequantizer.of(type, format);
    int bytes = format.bytes();
    long weights = 5L * type.blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(type.bytesFor(weights));
      source.copyFrom(MemorySegment.ofArray(randomBytes(source.byteSize())));
      MemorySegment whole = arena.allocate(weights * bytes);
      dequantizer.dequantize(source, 0, whole, 0, weights);

      MemorySegment shifted = arena.allocate(source.byteSize() + 3);
      MemorySegment.copy(source, 0, shifted, 3, source.byteSize());
      MemorySegment part = arena.allocate(weights * bytes + 1);
      long middle = 3L * type.blockWeights();
      dequantizer.dequantize(shifted, 3L + type.blockBytes(), part, 1, middle);

      long skipped = type.blockWeights() * (long) bytes;
      assertSameFloats(
          format, whole.asSlice(skipped, middle * bytes), part.asSlice(1, middle * bytes));
    }
  }

  @ParameterizedTest
  @MethodSource("dequantizers")
  void heapSegmentsGiveWhatNativeOnesGive(TensorType type, FloatFormat format) {
    Dequantizer dequantizer = Dequantizer.of(type, format);
    int weights = (1 << 18) + 3 * type.blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      byte[] blocks = randomBytes(type.bytesFor(weights));
      MemorySegment source = arena.allocate(blocks.length);
      source.copyFrom(MemorySegment.ofArray(blocks));
      MemorySegment target = arena.allocate((long) weights * format.bytes());
      dequantizer.dequantize(source, 0, target, 0, weights);

      MemorySegment heapTarget = MemorySegment.ofArray(new byte[weights * format.bytes()]);
      dequantizer.dequantize(MemorySegment.ofArray(blocks), 0, heapTarget, 0, weights);

      assertSameFloats(format, target, heapTarget);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"F32", "Q8_0", "Q4_K"})
  void manyWeightsGiveWhatTheirHalvesGive(TensorType type) {
    Dequantizer dequantizer = Dequantizer.of(type);
    int half = (1 << 21) + 3 * type.blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      byte[] blocks = randomBytes(type.bytesFor(2L * half));
      MemorySegment source = arena.allocate(blocks.length);
      source.copyFrom(MemorySegment.ofArray(blocks));
      MemorySegment whole = arena.allocate(8L * half);
      dequantizer.dequantize(source, 0, whole, 0, 2L * half);

      MemorySegment halves = arena.allocate(8L * half);
      dequantizer.dequantize(source, 0, halves, 0, half);
      dequantizer.dequantize(source, type.bytesFor(half), halves, 4L * half, half);

      assertSameFloats(FloatFormat.F32, whole, halves);
    }
  }

  @ParameterizedTest
  @MethodSource("dequantizers")
  void manyWeightsInOneCallGiveWhatFewAtATimeGive(TensorType type, FloatFormat format) {
    Dequantizer dequantizer = Dequantizer.of(type, format);
    dequantizer.warmUp();
    int bytes = format.bytes();
    int few = 1024;
    int weights = 192 * few + 3 * type.blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(type.bytesFor(weights));
      source.copyFrom(MemorySegment.ofArray(randomBytes(source.byteSize())));
      MemorySegment atOnce = arena.allocate((long) weights * bytes + 200, 64);
      MemorySegment expected = arena.allocate(atOnce.byteSize(), 64);
      atOnce.fill((byte) 0x5A);
      expected.fill((byte) 0x5A);
      long start = 101;
      for (int done = 0; done < weights; done += few) {
        int count = Math.min(few, weights - done);
        dequantizer.dequantize(
            source, type.bytesFor(done), expected, start + (long) done * bytes, count);
      }

      dequantizer.dequantize(source, 0, atOnce, start, weights);

      long end = start + (long) weights * bytes;
      assertSameFloats(
          format, expected.asSlice(start, end - start), atOnce.asSlice(start, end - start));
      assertEquals(-1, expected.asSlice(0, start).mismatch(atOnce.asSlice(0, start)));
      assertEquals(-1, expected.asSlice(end).mismatch(atOnce.asSlice(end)));
    }
  }

  @ParameterizedTest
  @MethodSource("dequantizers")
  void betweenNativeSegmentsNothingIsAllocated(TensorType type, FloatFormat format) {
    Dequantizer dequantizer = Dequantizer.of(type, format);
    dequantizer.warmUp();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int weights = 1 << 16;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(type.bytesFor(weights));
      MemorySegment target = arena.allocate(weights * 4L);
      long allocatedBytes = Long.MAX_VALUE;
      for (int batch = 0; batch < 1000 && allocatedBytes > 0; batch++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < 20; call++) {
          dequantizer.dequantize(source, 0, target, 0, weights);
        }
        allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertEquals(0, allocatedBytes, "bytes of 20 calls, warmed by up to 20,000");
    }
  }

  @Test
  void allHalfFloatsAreRight() {
    float[] floats = dequantizeAllPatterns(TensorType.F16);
    for (int bits = 0; bits < 0x10000; bits++) {
      float expected = halfByDefinition(bits);
      if (Float.isNaN(expected)) {
        assertTrue(Float.isNaN(floats[bits]), () -> "a NaN of binary16 became a number");
      } else {
        assertEquals(
            Float.floatToRawIntBits(expected), Float.floatToRawIntBits(floats[bits]), hex(bits));
      }
    }
  }

  @Test
  void allBrainFloatsAreTheUpperHalvesOfFloats() {
    float[] floats = dequantizeAllPatterns(TensorType.BF16);
    int[] found = new int[0x10000];
    int[] expected = new int[0x10000];
    for (int bits = 0; bits < 0x10000; bits++) {
      found[bits] = Float.floatToRawIntBits(floats[bits]);
      expected[bits] = bits << 16;
    }
    assertArrayEquals(expected, found);
  }

  @Test
  void weightsThatAreNoWholeBlocksAreRefused() {
    Dequantizer dequantizer = Dequantizer.of(TensorType.Q4_K);
    MemorySegment bytes = MemorySegment.ofArray(new byte[4096]);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> dequantizer.dequantize(bytes, 0, bytes, 0, 128));
    assertTrue(refused.getMessage().contains("256"), refused.getMessage());
  }

  @Test
  void rangesOutsideTheirSegmentsAreRefused() {
    Dequantizer dequantizer = Dequantizer.of(TensorType.Q8_0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(34);
      MemorySegment floats = arena.allocate(128);
      assertThrows(
          IndexOutOfBoundsException.class, () -> dequantizer.dequantize(block, 1, floats, 0, 32));
      assertThrows(
          IndexOutOfBoundsException.class, () -> dequantizer.dequantize(block, 0, floats, 4, 32));
      assertThrows(
          IndexOutOfBoundsException.class, () -> dequantizer.dequantize(block, -1, floats, 0, 32));
      assertThrows(
          IllegalArgumentException.class,
          () -> dequantizer.dequantize(block, 0, floats.asReadOnly(), 0, 32));
    }
  }

  @Test
  void memoryThatIsGoneOrAnotherThreadsIsRefused() {
    Dequantizer dequantizer = Dequantizer.of(TensorType.Q8_0);
    MemorySegment floats = MemorySegment.ofArray(new float[32]);
    Arena arena = Arena.ofConfined();
    MemorySegment block = arena.allocate(34);
    CompletableFuture<Void> elsewhere =
        CompletableFuture.runAsync(() -> dequantizer.dequantize(block, 0, floats, 0, 32));
    ExecutionException refused = assertThrows(ExecutionException.class, elsewhere::get);
    assertInstanceOf(WrongThreadException.class, refused.getCause());
    arena.close();
    assertThrows(
        IllegalStateException.class, () -> dequantizer.dequantize(block, 0, floats, 0, 32));
  }

  /** The same bits, but for the bits of a NaN: which of two NaNs a sum has Java leaves open. */
  private static void assertSameFloats(
      FloatFormat format, MemorySegment expected, MemorySegment found) {
    assertEquals(expected.byteSize(), found.byteSize());
    for (long at = 0; at < expected.byteSize(); at += format.bytes()) {
      float wanted = floatAt(format, expected, at);
      float actual = floatAt(format, found, at);
      if (Float.floatToIntBits(wanted) != Float.floatToIntBits(actual)) {
        fail("weight %d is %s, expected %s".formatted(at / format.bytes(), actual, wanted));
      }
    }
  }

  private static float floatAt(FloatFormat format, MemorySegment floats, long offset) {
    return switch (format) {
      case F32 -> floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset);
      case BF16 -> Float.intBitsToFloat(floats.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset) << 16);
    };
  }

  /** The nearer of the two brain floats beside a float, of two equally near the even one. */
  private static float roundedByDefinition(float value) {
    if (!Float.isFinite(value)) {
      return value;
    }
    int lower = Float.floatToRawIntBits(value) & 0xffff_0000;
    int upper = lower + 0x1_0000;
    double above = Math.abs(finite(upper) - value);
    double below = Math.abs(value - Float.intBitsToFloat(lower));
    boolean lowerIsEven = (lower & 0x1_0000) == 0;
    boolean nearerBelow = below < above || below == above && lowerIsEven;
    return Float.intBitsToFloat(nearerBelow ? lower : upper);
  }

  /** The number that follows the largest float, where infinity stands, is 2 to the 128th. */
  private static double finite(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.isInfinite(value) ? Math.copySign(0x1p128, value) : value;
  }

  private static float[] dequantizeAllPatterns(TensorType type) {
    MemorySegment patterns = MemorySegment.ofArray(new short[0x10000]);
    for (int bits = 0; bits < 0x10000; bits++) {
      patterns.setAtIndex(ValueLayout.JAVA_SHORT, bits, (short) bits);
    }
    float[] floats = new float[0x10000];
    Dequantizer.of(type).dequantize(patterns, 0, MemorySegment.ofArray(floats), 0, 0x10000);
    return floats;
  }

  /** IEEE 754-2008, binary16: one sign, five exponent (bias 15) and ten fraction bits. */
  private static float halfByDefinition(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> (1024 + fraction) * Math.pow(2, exponent - 25);
        };
    return (float) (bits < 0x8000 ? magnitude : -magnitude);
  }

  private static String hex(int bits) {
    return "binary16 %04x".formatted(bits);
  }

  private static byte[] randomBytes(long count) {
    byte[] bytes = new byte[Math.toIntExact(count)];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
