package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.weightbench.gguf.TensorType;

/**
 * Has Java compile vector kernels, one after the other on a thread beside the work: before that
 * they are slower by orders of magnitude.
 *
 * <p>What makes it quick is to run them as little as possible. Java's optimizing compiler is asked
 * for by a number of calls, so most of them are given nothing to do; the few that do something tell
 * it which ways the code takes, after pauses in which the quick compiler makes what counts them.
 * Uncompiled, each vector operation calls dozens of methods, all of which would be compiled on
 * their own, ahead of the kernel. Reads of memory, which are cheap, are counted beforehand: with
 * nothing known of them the compiler takes them for too rare to be inlined.
 */
final class KernelWarmer {
  private static final int WEIGHTS_A_CALL = 512;
  private static final int COUNTED_READS = 2000;
  private static final int ROUNDS = 6;
  private static final int UNCOUNTED_ROUNDS = 3;
  private static final int EMPTY_CALLS_A_ROUND = 1000;
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final int SCALAR_ROUNDS = 3;
  private static final int SCALAR_CALLS_A_ROUND = 10;
  private static final int EMPTY_SCALAR_CALLS_A_ROUND = 300;
  private static final int TIMED_CALLS = 4;
  private static final int CALLS_THAT_COMPILE_SCALAR = 1024;
  private static final int WINS_IN_A_ROW = 3;
  private static final long LEAST_VECTOR_BYTES = 16;
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
   * @return completes with the vector kernel once it is faster than its scalar twin and takes no
   *     heap, or with {@link BlockKernel#NONE} when it has not become so for long, as without the
   *     optimizing compiler
   */
  CompletableFuture<BlockKernel> fasterOf(BlockDequantizer scalar, Supplier<BlockKernel> vector) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            Blocks blocks = Blocks.random(scalar.type(), arena);
            compileScalar(scalar, blocks);
            BlockKernel kernel = vector.get();
            return kernel != BlockKernel.NONE && becomesFaster(kernel, scalar, blocks)
                ? kernel
                : BlockKernel.NONE;
          }
        },
        beside);
  }

  /** Made-up blocks and room for their floats. */
  private record Blocks(long source, long target, int count) {
    static Blocks random(TensorType type, Arena arena) {
      byte[] bytes = new byte[(int) type.bytesFor(WEIGHTS_A_CALL)];
      new Random(bytes.length).nextBytes(bytes);
      MemorySegment source = arena.allocate(bytes.length);
      source.copyFrom(MemorySegment.ofArray(bytes));
      MemorySegment target = arena.allocate((long) WEIGHTS_A_CALL * Float.BYTES);
      return new Blocks(source.address(), target.address(), WEIGHTS_A_CALL / type.blockWeights());
    }
  }

  /** The loops of scalar kernels count as well, so that few calls are enough. */
  private static void compileScalar(BlockDequantizer scalar, Blocks blocks) {
    for (int round = 0; round < SCALAR_ROUNDS; round++) {
      for (int call = 0; call < SCALAR_CALLS_A_ROUND; call++) {
        scalar.kernel(blocks.source, blocks.target, blocks.count);
      }
      for (int call = 0; call < EMPTY_SCALAR_CALLS_A_ROUND; call++) {
        scalar.kernel(blocks.source, blocks.target, 0);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Returns half of the blocks if the kernel does some of so few; loads its classes. */
  private static int fewBlocks(BlockKernel vector, Blocks blocks) {
    int half = Math.max(1, blocks.count / 2);
    return vector.dequantize(blocks.source, blocks.target, half) > 0 ? half : blocks.count;
  }

  private static boolean becomesFaster(BlockKernel vector, BlockDequantizer scalar, Blocks blocks) {
    countReads(blocks);
    int few = fewBlocks(vector, blocks);
    for (int round = 0; round < ROUNDS; round++) {
      if (round >= UNCOUNTED_ROUNDS) {
        vector.dequantize(blocks.source, blocks.target, few);
      }
      askForCompilation(vector);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    int wins = 0;
    while (wins < WINS_IN_A_ROW && System.nanoTime() - start < GIVE_UP.toNanos()) {
      if (takesHeap(vector, blocks, threads) || !outdoes(vector, scalar, blocks)) {
        wins = 0;
        askForCompilation(vector);
      } else {
        if (wins == 0) {
          for (int call = 0; call < CALLS_THAT_COMPILE_SCALAR; call++) {
            scalar.kernel(blocks.source, blocks.target, blocks.count);
          }
        }
        wins++;
      }
    }
    return wins == WINS_IN_A_ROW;
  }

  /**
   * Returns whether a call takes heap, as all do until the optimizing compiler is through: what the
   * quick compiler makes has an object for each vector. On a busy processor that is no reason to
   * give up, nor is it one to serve the kernel that an interpreted scalar one is slower still.
   */
  private static boolean takesHeap(BlockKernel vector, Blocks blocks, ThreadMXBean threads) {
    long before = threads.getCurrentThreadAllocatedBytes();
    vector.dequantize(blocks.source, blocks.target, blocks.count);
    return threads.getCurrentThreadAllocatedBytes() - before >= LEAST_VECTOR_BYTES;
  }

  private static boolean outdoes(BlockKernel vector, BlockDequantizer scalar, Blocks blocks) {
    long begin = System.nanoTime();
    for (int call = 0; call < TIMED_CALLS; call++) {
      vector.dequantize(blocks.source, blocks.target, blocks.count);
    }
    long middle = System.nanoTime();
    for (int call = 0; call < TIMED_CALLS; call++) {
      scalar.kernel(blocks.source, blocks.target, blocks.count);
    }
    return middle - begin < System.nanoTime() - middle;
  }

  private static void countReads(Blocks blocks) {
    long read = 0;
    for (int i = 0; i < COUNTED_READS; i++) {
      read += ALL.get(Layouts.I8, blocks.source);
      read += ALL.get(Layouts.I16, blocks.source);
      read += ALL.get(Layouts.I32, blocks.source);
      read += ALL.get(Layouts.I64, blocks.source);
    }
    ALL.set(Layouts.I64, blocks.target, read);
  }

  private static void askForCompilation(BlockKernel kernel) {
    for (int call = 0; call < EMPTY_CALLS_A_ROUND; call++) {
      kernel.dequantize(0, 0, 0);
    }
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
