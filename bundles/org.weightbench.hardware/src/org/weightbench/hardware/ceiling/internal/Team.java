package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.weightbench.hardware.ceiling.internal.Probe.Work;
import org.weightbench.os.ProcessCounters;

/** Threads that start the same work at the same moment. Used by one thread. */
final class Team implements AutoCloseable {
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("weightbench-ceiling-", 0).daemon().factory());

  private final boolean countProcessors = ProcessCounters.capability().available();

  /** What one member does; returns how much it was. */
  @FunctionalInterface
  interface Task {
    double run(int member) throws IOException;
  }

  /** What somebody does for the members meanwhile; the clock does not wait for its end. */
  @FunctionalInterface
  interface Helper {
    void run() throws IOException;
  }

  /** Has so many members work, from their common start to the end of the last. */
  Work run(int members, Task task) throws IOException {
    return run(members, task, List.of());
  }

  /**
   * Has so many members work, from their common start to the end of the last. Returns when all have
   * ended, whatever happened.
   *
   * @param helpers start with them, and end by themselves
   */
  Work run(int members, Task task, List<? extends Helper> helpers) throws IOException {
    CountDownLatch ready = new CountDownLatch(members + helpers.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Finish>> working = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      int member = i;
      working.add(executor.submit(() -> await(ready, start, () -> task.run(member))));
    }
    List<Future<Finish>> helping = new ArrayList<>();
    for (Helper helper : helpers) {
      helping.add(
          executor.submit(
              () ->
                  await(
                      ready,
                      start,
                      () -> {
                        helper.run();
                        return 0;
                      })));
    }
    try {
      ready.await();
      long processorBefore = processorNanos();
      long started = System.nanoTime();
      start.countDown();
      double units = 0;
      long nanos = 0;
      for (Future<Finish> one : working) {
        Finish finish = one.get();
        units += finish.units();
        nanos = Math.max(nanos, finish.atNanos() - started);
      }
      Work work = new Work(units, nanos, processorNanos() - processorBefore);
      for (Future<Finish> one : helping) {
        one.get();
      }
      return work;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("measuring was interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("measuring failed: " + e.getCause(), e.getCause());
    } finally {
      start.countDown();
      awaitEnd(working);
      awaitEnd(helping);
    }
  }

  /** Work in a thread; returns how much it was. */
  @FunctionalInterface
  private interface Share {
    double run() throws IOException;
  }

  private static Finish await(CountDownLatch ready, CountDownLatch start, Share share)
      throws IOException, InterruptedException {
    ready.countDown();
    start.await();
    double units = share.run();
    return new Finish(units, System.nanoTime());
  }

  /** What they use may be closed after this. */
  private static void awaitEnd(List<Future<Finish>> running) {
    boolean interrupted = false;
    for (Future<Finish> one : running) {
      boolean ended = false;
      while (!ended) {
        try {
          one.get();
          ended = true;
        } catch (ExecutionException _) {
          // the first that failed is told
          ended = true;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private long processorNanos() throws IOException {
    if (!countProcessors) {
      return 0;
    }
    ProcessCounters now = ProcessCounters.now();
    return now.userNanos() + now.systemNanos();
  }

  private record Finish(double units, long atNanos) {}

  @Override
  public void close() {
    executor.close();
  }
}
