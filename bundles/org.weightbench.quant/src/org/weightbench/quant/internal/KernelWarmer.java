package org.weightbench.quant.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs vector kernels on made-up blocks, one after the other on a thread beside the work, until
 * Java has compiled them: before that they are slower by orders of magnitude.
 */
final class KernelWarmer {
  private static final int WEIGHTS_A_CALL = 2048;
  private static final int CALLS_A_ROUND = 32;
  private static final int SCALAR_CALLS_FIRST = 1024;
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
   * @return completes with whether it is faster than its scalar twin; where it has not become so
   *     after a long time, as without the optimizing compiler, it never will be
   */
  CompletableFuture<Boolean> warm(BlockDequantizer scalar, BlockKernel vector) {
    return CompletableFuture.supplyAsync(() -> becomesFaster(scalar, vector), beside);
  }

  private static boolean becomesFaster(BlockDequantizer scalar, BlockKernel vector) {
    int blocks = WEIGHTS_A_CALL / scalar.type().blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      long sourceBytes = scalar.type().bytesFor(WEIGHTS_A_CALL);
      MemorySegment source = arena.allocate(sourceBytes);
      byte[] bytes = new byte[(int) sourceBytes];
      new Random(bytes.length).nextBytes(bytes);
      source.copyFrom(MemorySegment.ofArray(bytes));
      MemorySegment target = arena.allocate((long) WEIGHTS_A_CALL * Float.BYTES);
      long from = source.address();
      long to = target.address();
      for (int call = 0; call < SCALAR_CALLS_FIRST; call++) {
        scalar.kernel(from, to, blocks);
      }
      int wins = 0;
      for (long start = System.nanoTime();
          wins < WINS_IN_A_ROW && System.nanoTime() - start < GIVE_UP.toNanos(); ) {
        long begin = System.nanoTime();
        for (int call = 0; call < CALLS_A_ROUND; call++) {
          vector.dequantize(from, to, blocks);
        }
        long middle = System.nanoTime();
        for (int call = 0; call < CALLS_A_ROUND; call++) {
          scalar.kernel(from, to, blocks);
        }
        wins = middle - begin < System.nanoTime() - middle ? wins + 1 : 0;
      }
      return wins == WINS_IN_A_ROW;
    }
  }
}
