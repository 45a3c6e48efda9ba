package org.weightbench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Two threads that live on and keep to a processor each, so that neither starting them nor where
 * the system puts them is part of what is measured.
 */
final class PinnedPair implements AutoCloseable {
  private static final int COUNT = 2;

  private final List<ExecutorService> threads =
      IntStream.range(0, COUNT)
          .mapToObj(
              index ->
                  Executors.newSingleThreadExecutor(
                      Thread.ofPlatform().daemon().name("pinned to ", index).factory()))
          .toList();

  PinnedPair() throws InterruptedException, ExecutionException {
    for (int index = 0; index < COUNT; index++) {
      int processor = index;
      threads
          .get(index)
          .submit(
              () -> {
                pinTo(processor);
                return true;
              })
          .get();
    }
  }

  /** Returns how many nanoseconds a task takes on one of the threads while the other one rests. */
  double nanosAlone(int index, Runnable task) throws InterruptedException, ExecutionException {
    return threads.get(index).submit(timed(task, new CountDownLatch(1))).get();
  }

  /**
   * Returns how many nanoseconds each of two tasks takes that begin at once, one on each thread.
   */
  double[] nanosTogether(List<Runnable> tasks) throws InterruptedException, ExecutionException {
    CountDownLatch ready = new CountDownLatch(COUNT);
    List<Future<Double>> running = new ArrayList<>();
    for (int index = 0; index < COUNT; index++) {
      running.add(threads.get(index).submit(timed(tasks.get(index), ready)));
    }
    return new double[] {running.get(0).get(), running.get(1).get()};
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }

  private static Callable<Double> timed(Runnable task, CountDownLatch ready) {
    return () -> {
      ready.countDown();
      while (ready.getCount() > 0) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      task.run();
      return (double) (System.nanoTime() - start);
    };
  }

  /** Keeps the calling thread on a processor, by {@code sched_setaffinity(2)}. */
  private static void pinTo(int processor) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setAffinity =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("sched_setaffinity"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L << processor);
      if ((int) setAffinity.invokeExact(0, mask.byteSize(), mask) != 0) {
        throw new IllegalStateException(
            "cannot keep a thread on processor %d: this process may not use it"
                .formatted(processor));
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
