package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.TensorType;

class ParallelDequantizerTest {
  private static final int ROW_WEIGHTS = 96;

  private final Dequantizer dequantizer = Dequantizer.of(TensorType.Q8_0);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 100})
  void anyNumberOfThreadsGivesTheSameFloats(int rows) {
    byte[] blocks = blocks(rows);
    float[] expected = new float[rows * ROW_WEIGHTS];
    dequantizer.dequantize(
        MemorySegment.ofArray(blocks), 0, MemorySegment.ofArray(expected), 0, expected.length);
    for (int threads = 1; threads <= 5; threads++) {
      try (ParallelDequantizer parallel = new ParallelDequantizer(threads);
          Arena arena = Arena.ofShared()) {
        MemorySegment source = arena.allocate(blocks.length + 1L);
        MemorySegment.copy(MemorySegment.ofArray(blocks), 0, source, 1, blocks.length);
        MemorySegment target = arena.allocate(4L * expected.length + 3);
        parallel.dequantize(dequantizer, source, 1, target, 3, rows, ROW_WEIGHTS);
        assertArrayEquals(expected, target.asSlice(3).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED), 0);
      }
    }
  }

  @Test
  void everyThreadTakesNeighbouringRowsOfItsOwn() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Set<Long> firstWeights = ConcurrentHashMap.newKeySet();
    CountDownLatch allAtWork = new CountDownLatch(3);
    Dequantizer watched =
        new Watched(
            dequantizer,
            targetOffset -> {
              threads.add(Thread.currentThread());
              firstWeights.add(targetOffset / Float.BYTES);
              allAtWork.countDown();
              allAtWork.await();
            });
    try (ParallelDequantizer parallel = new ParallelDequantizer(3)) {
      MemorySegment source = MemorySegment.ofArray(blocks(10));
      MemorySegment target = MemorySegment.ofArray(new float[10 * ROW_WEIGHTS]);
      parallel.dequantize(watched, source, 0, target, 0, 10, ROW_WEIGHTS);
    }
    assertEquals(3, threads.size());
    assertEquals(Set.of(0L, 3L * ROW_WEIGHTS, 6L * ROW_WEIGHTS), firstWeights);
  }

  @Test
  void rowsOutsideTheirSegmentsAreRefusedBeforeAnyIsWritten() {
    float[] floats = new float[4 * ROW_WEIGHTS];
    byte[] blocks = blocks(5);
    try (ParallelDequantizer parallel = new ParallelDequantizer(2)) {
      MemorySegment source = MemorySegment.ofArray(blocks);
      MemorySegment target = MemorySegment.ofArray(floats);
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> parallel.dequantize(dequantizer, source, 0, target, 0, 5, ROW_WEIGHTS));
      assertThrows(
          IllegalArgumentException.class,
          () -> parallel.dequantize(dequantizer, source, 0, target, 0, 4, 95));
      assertThrows(
          IllegalArgumentException.class,
          () -> parallel.dequantize(dequantizer, source, 0, target, 0, -1, ROW_WEIGHTS));
    }
    assertArrayEquals(new float[floats.length], floats);
  }

  @Test
  void memoryOfOneThreadIsRefusedByTheOthers() {
    try (ParallelDequantizer parallel = new ParallelDequantizer(2);
        Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(blocks(2).length);
      MemorySegment target = MemorySegment.ofArray(new float[2 * ROW_WEIGHTS]);
      assertThrows(
          WrongThreadException.class,
          () -> parallel.dequantize(dequantizer, source, 0, target, 0, 2, ROW_WEIGHTS));
    }
  }

  @Test
  void noThreadsAreTooFew() {
    assertThrows(IllegalArgumentException.class, () -> new ParallelDequantizer(0));
  }

  @Test
  void closingEndsTheThreads() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Dequantizer watched = new Watched(dequantizer, _ -> threads.add(Thread.currentThread()));
    try (ParallelDequantizer parallel = new ParallelDequantizer(2)) {
      MemorySegment source = MemorySegment.ofArray(blocks(2));
      MemorySegment target = MemorySegment.ofArray(new float[2 * ROW_WEIGHTS]);
      parallel.dequantize(watched, source, 0, target, 0, 2, ROW_WEIGHTS);
    }
    threads.remove(Thread.currentThread());
    assertEquals(1, threads.size());
    threads.forEach(ParallelDequantizerTest::join);
    threads.forEach(thread -> assertFalse(thread.isAlive()));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] blocks(int rows) {
    byte[] blocks = new byte[Math.toIntExact(TensorType.Q8_0.bytesFor(rows * ROW_WEIGHTS))];
    new Random(rows).nextBytes(blocks);
    for (int at = 1; at < blocks.length; at += 34) {
      blocks[at] = 0x3C;
    }
    return blocks;
  }

  private interface Watcher {
    void called(long targetOffset) throws InterruptedException;
  }

  /** A real dequantizer that tells of its calls. */
  private record Watched(Dequantizer real, Watcher watcher) implements Dequantizer {
    @Override
    public TensorType type() {
      return real.type();
    }

    @Override
    public FloatFormat format() {
      return real.format();
    }

    @Override
    public void dequantize(
        MemorySegment source,
        long sourceOffset,
        MemorySegment target,
        long targetOffset,
        long weights) {
      try {
        watcher.called(targetOffset);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      real.dequantize(source, sourceOffset, target, targetOffset, weights);
    }

    @Override
    public String kernelName() {
      return real.kernelName();
    }

    @Override
    public void warmUp() {
      real.warmUp();
    }
  }
}
