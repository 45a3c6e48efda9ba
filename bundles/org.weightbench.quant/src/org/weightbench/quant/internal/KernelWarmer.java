package org.weightbench.quant.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Has Java compile vector kernels, one after the other on a thread beside the work: before that
 * they are slower by orders of magnitude.
 *
 * <p>What makes it quick is to run them as little as possible. Java's optimizing compiler is asked
 * for by a number of calls, so most of them are given nothing to do; the few that do something tell
 * it which ways the code takes, in pauses that let the quick compiler count them. Uncompiled, each
 * vector operation calls dozens of methods, all of which would be compiled on their own, ahead of
 * the kernel.
 */
final class KernelWarmer {
  private static final int WEIGHTS_A_CALL = 512;
  private static final int ROUNDS = 12;
  private static final int EMPTY_CALLS_A_ROUND = 500;
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final int TIMED_CALLS = 4;
  private static final int CALLS_THAT_COMPILE_SCALAR = 1024;
  private static final int WINS_IN_A_ROW = 3;
  private static final Duration GIVE_UP = Duration.ofSeconds(20);
  private static final long IDLE_SECONDS = 2;

  private final ThreadPoolExecutor beside =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().daemon().name("kernel warm-up").unstarted(task));

  KernelWarmer() {
    beside.allowCoreThreadTimeOut(true);
  }

  /**
   * Warms a vector kernel.
   *
   * @param vector makes it, on the thread beside
   * @return completes with the vector kernel once it is faster than its scalar twin, or with {@link
   *     BlockKernel#NONE} when it has not become so for long, as without the optimizing compiler
   */
  CompletableFuture<BlockKernel> fasterOf(BlockDequantizer scalar, Supplier<BlockKernel> vector) {
    return CompletableFuture.supplyAsync(
        () -> {
          BlockKernel kernel = vector.get();
          return kernel != BlockKernel.NONE && becomesFaster(kernel, scalar)
              ? kernel
              : BlockKernel.NONE;
        },
        beside);
  }

  private static boolean becomesFaster(BlockKernel vector, BlockDequantizer scalar) {
    int blocks = WEIGHTS_A_CALL / scalar.type().blockWeights();
    byte[] bytes = new byte[(int) scalar.type().bytesFor(WEIGHTS_A_CALL)];
    new Random(bytes.length).nextBytes(bytes);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blockBytes = arena.allocate(bytes.length);
      blockBytes.copyFrom(MemorySegment.ofArray(bytes));
      long source = blockBytes.address();
      long target = arena.allocate((long) WEIGHTS_A_CALL * Float.BYTES).address();
      for (int round = 0; round < ROUNDS; round++) {
        askForCompilation(vector, source, target, blocks);
      }
      long start = System.nanoTime();
      int wins = 0;
      while (wins < WINS_IN_A_ROW && System.nanoTime() - start < GIVE_UP.toNanos()) {
        long begin = System.nanoTime();
        for (int call = 0; call < TIMED_CALLS; call++) {
          vector.dequantize(source, target, blocks);
        }
        long middle = System.nanoTime();
        for (int call = 0; call < TIMED_CALLS; call++) {
          scalar.kernel(source, target, blocks);
        }
        boolean faster = middle - begin < System.nanoTime() - middle;
        if (!faster) {
          askForCompilation(vector, source, target, blocks);
        } else if (wins == 0) {
          for (int call = 0; call < CALLS_THAT_COMPILE_SCALAR; call++) {
            scalar.kernel(source, target, blocks);
          }
        }
        wins = faster ? wins + 1 : 0;
      }
      return wins == WINS_IN_A_ROW;
    }
  }

  private static void askForCompilation(BlockKernel kernel, long source, long target, int blocks) {
    kernel.dequantize(source, target, blocks);
    for (int call = 0; call < EMPTY_CALLS_A_ROUND; call++) {
      kernel.dequantize(source, target, 0);
    }
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
