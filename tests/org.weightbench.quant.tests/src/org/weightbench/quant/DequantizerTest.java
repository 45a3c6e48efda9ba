package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.testing.Fixtures;

class DequantizerTest {
  @TempDir Path folder;

  static Set<TensorType> types() {
    return Dequantizer.types();
  }

  /** The oracle has all types but integers, F64 and what only dot products use. */
  static Set<TensorType> typesOfTheOracle() {
    Set<TensorType> types = EnumSet.copyOf(Dequantizer.types());
    types.removeAll(
        EnumSet.of(
            TensorType.F64,
            TensorType.I8,
            TensorType.I16,
            TensorType.I32,
            TensorType.I64,
            TensorType.Q8_1,
            TensorType.Q8_K));
    return types;
  }

  @Test
  void everyTypeHasADequantizer() {
    assertEquals(EnumSet.allOf(TensorType.class), Dequantizer.types());
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

      Dequantizer.of(type)
          .orElseThrow()
          .dequantize(quantized.data(stored), 0, target, 0, stored.weights());

      assertEquals(type, stored.type().orElseThrow());
      assertEquals(-1, target.mismatch(expected.data(floats)));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void anyRangeOfBlocksAtAnyAlignmentGivesTheSameFloats(TensorType type) {
    Dequantizer dequantizer = Dequantizer.of(type).orElseThrow();
    long weights = 5L * type.blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(type.bytesFor(weights));
      source.copyFrom(MemorySegment.ofArray(randomBytes(source.byteSize())));
      MemorySegment whole = arena.allocate(weights * 4);
      dequantizer.dequantize(source, 0, whole, 0, weights);

      MemorySegment shifted = arena.allocate(source.byteSize() + 3);
      MemorySegment.copy(source, 0, shifted, 3, source.byteSize());
      MemorySegment part = arena.allocate(weights * 4 + 1);
      long middle = 3L * type.blockWeights();
      dequantizer.dequantize(shifted, 3L + type.blockBytes(), part, 1, middle);

      long skipped = type.blockWeights() * 4L;
      assertSameFloats(whole.asSlice(skipped, middle * 4), part.asSlice(1, middle * 4));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void heapSegmentsGiveWhatNativeOnesGive(TensorType type) {
    Dequantizer dequantizer = Dequantizer.of(type).orElseThrow();
    int weights = (1 << 18) + 3 * type.blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      byte[] blocks = randomBytes(type.bytesFor(weights));
      MemorySegment source = arena.allocate(blocks.length);
      source.copyFrom(MemorySegment.ofArray(blocks));
      MemorySegment target = arena.allocate(weights * 4L);
      dequantizer.dequantize(source, 0, target, 0, weights);

      MemorySegment heapTarget = MemorySegment.ofArray(new float[weights]);
      dequantizer.dequantize(MemorySegment.ofArray(blocks), 0, heapTarget, 0, weights);

      assertSameFloats(target, heapTarget);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void betweenNativeSegmentsNothingIsAllocated(TensorType type) {
    Dequantizer dequantizer = Dequantizer.of(type).orElseThrow();
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
    Dequantizer dequantizer = Dequantizer.of(TensorType.Q4_K).orElseThrow();
    MemorySegment bytes = MemorySegment.ofArray(new byte[4096]);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> dequantizer.dequantize(bytes, 0, bytes, 0, 128));
    assertTrue(refused.getMessage().contains("256"), refused.getMessage());
  }

  @Test
  void rangesOutsideTheirSegmentsAreRefused() {
    Dequantizer dequantizer = Dequantizer.of(TensorType.Q8_0).orElseThrow();
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
    Dequantizer dequantizer = Dequantizer.of(TensorType.Q8_0).orElseThrow();
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
  private static void assertSameFloats(MemorySegment expected, MemorySegment found) {
    assertEquals(expected.byteSize(), found.byteSize());
    for (long at = 0; at < expected.byteSize(); at += Float.BYTES) {
      float wanted = expected.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
      float actual = found.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
      if (Float.floatToIntBits(wanted) != Float.floatToIntBits(actual)) {
        fail("weight %d is %s, expected %s".formatted(at / Float.BYTES, actual, wanted));
      }
    }
  }

  private static float[] dequantizeAllPatterns(TensorType type) {
    MemorySegment patterns = MemorySegment.ofArray(new short[0x10000]);
    for (int bits = 0; bits < 0x10000; bits++) {
      patterns.setAtIndex(ValueLayout.JAVA_SHORT, bits, (short) bits);
    }
    float[] floats = new float[0x10000];
    Dequantizer.of(type)
        .orElseThrow()
        .dequantize(patterns, 0, MemorySegment.ofArray(floats), 0, 0x10000);
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
