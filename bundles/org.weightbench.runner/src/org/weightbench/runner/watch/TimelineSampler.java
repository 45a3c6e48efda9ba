package org.weightbench.runner.watch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.timeline.TimelineSink;
import org.weightbench.runner.watch.LoadGauge.Stage;
import org.weightbench.runner.watch.internal.Probes;

/**
 * Reads counters at intervals on a thread of its own, from its start until it is closed. The
 * interval grows from the one asked for to a second, so that a long load has no more ticks than are
 * of use, and grows whenever reading would take more than a hundredth of a processor. Before and
 * after the load that matters there are few ticks, and one as it begins and ends.
 */
public final class TimelineSampler implements AutoCloseable {
  /** How many times as long the interval is while nothing is loaded. */
  private static final int SPARSE = 10;

  /** How often to look whether the load began or ended. */
  private static final long LOOK_NANOS = 10_000_000L;

  private static final int PAUSE_FOR_COST = 100;
  private static final int TICKS_KEPT = 500;
  private static final int COSTS = 4;
  private static final int WARM_UP_READINGS = 300;
  private static final Duration WARM_UP = Duration.ofMillis(250);
  private static final long LONGEST_NANOS = 1_000_000_000L;

  /** One slow reading makes no longer gap than this. */
  private static final long LONGEST_PAUSE_NANOS = 250_000_000L;

  private final Probes probes;
  private final TimelineSink sink;
  private final long originNanos;
  private final long intervalNanos;
  private final boolean stretching;
  private final Supplier<Stage> stage;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Thread thread;
  private volatile @Nullable IOException failure;
  private volatile long costNanos;

  private TimelineSampler(
      Probes probes,
      TimelineSink sink,
      long originNanos,
      Duration interval,
      boolean stretching,
      Supplier<Stage> stage) {
    this.probes = probes;
    this.sink = sink;
    this.originNanos = originNanos;
    this.intervalNanos = interval.toNanos();
    this.stretching = stretching;
    this.stage = stage;
    this.thread = Thread.ofPlatform().daemon().name("timeline sampler").unstarted(this::run);
  }

  /**
   * Starts to read at even intervals.
   *
   * @param probes what is read; the caller closes them after this
   * @param sink takes the ticks, on the sampler's thread
   * @param originNanos {@link System#nanoTime()} of the timeline's origin
   * @param interval between two ticks
   */
  static TimelineSampler start(
      Probes probes, TimelineSink sink, long originNanos, Duration interval) {
    return start(
        new TimelineSampler(probes, sink, originNanos, interval, false, () -> Stage.LOADING));
  }

  /**
   * Starts to read beside a load; the interval grows with the load's time.
   *
   * @param probes what is read; the caller closes them after this
   * @param sink takes the ticks, on the sampler's thread
   * @param originNanos {@link System#nanoTime()} of the timeline's origin
   * @param interval between two ticks as the load begins
   * @param gauge tells when it begins and ends
   */
  static TimelineSampler start(
      Probes probes, TimelineSink sink, long originNanos, Duration interval, LoadGauge gauge) {
    return start(new TimelineSampler(probes, sink, originNanos, interval, true, gauge::stage));
  }

  private static TimelineSampler start(TimelineSampler sampler) {
    sampler.thread.start();
    return sampler;
  }

  /** Reads without recording until Java has compiled what reading takes, or it has enough. */
  static void warmUp(Probes probes) {
    long[] values = new long[probes.channels().size()];
    long deadline = System.nanoTime() + WARM_UP.toNanos();
    for (int i = 0; i < WARM_UP_READINGS && System.nanoTime() - deadline < 0; i++) {
      probes.read(values);
    }
  }

  private void run() {
    long[] values = new long[probes.channels().size()];
    long[] costs = new long[COSTS];
    long owed = 0;
    long stageNanos = originNanos;
    Stage lastStage = stage.get();
    try {
      boolean stopped = false;
      for (int tick = 0; !stopped; tick++) {
        long start = System.nanoTime();
        Stage now = stage.get();
        if (now != lastStage) {
          lastStage = now;
          stageNanos = start;
          owed = 0;
        }
        long before = threads.getCurrentThreadCpuTime();
        probes.read(values);
        sink.tick(start - originNanos, values);
        long cost = threads.getCurrentThreadCpuTime() - before;
        costNanos += cost;
        costs[tick % COSTS] = cost;
        owed += PAUSE_FOR_COST * cost;
        long pause = Math.min(owed, Math.max(LONGEST_PAUSE_NANOS, PAUSE_FOR_COST * least(costs)));
        long interval = Math.max(interval(lastStage, start - stageNanos), pause);
        owed = Math.max(0, owed - interval);
        stopped = await(start + interval, lastStage);
      }
      probes.read(values);
      sink.tick(System.nanoTime() - originNanos, values);
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private long interval(Stage now, long elapsedNanos) {
    if (now != Stage.LOADING) {
      return intervalNanos * SPARSE;
    }
    return stretching
        ? Math.max(intervalNanos, Math.min(LONGEST_NANOS, elapsedNanos / TICKS_KEPT))
        : intervalNanos;
  }

  /** Waits for a moment or another stage; returns whether to stop. */
  private boolean await(long untilNanos, Stage now) throws InterruptedException {
    boolean stopped = false;
    long left = untilNanos - System.nanoTime();
    while (!stopped && left > 0 && stage.get() == now) {
      stopped = stop.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
      left = untilNanos - System.nanoTime();
    }
    return stopped || stop.getCount() == 0;
  }

  /** One reading now and then is slow for reasons of its own. */
  private static long least(long[] costs) {
    long least = Long.MAX_VALUE;
    for (long cost : costs) {
      least = Math.min(least, cost);
    }
    return least;
  }

  /** What the ticks have cost so far, in words. */
  String costText(long elapsedNanos) {
    return String.format(
        Locale.ROOT, "recording took %.2f %% of a processor", 100.0 * costNanos / elapsedNanos);
  }

  /**
   * Reads once more and ends.
   *
   * @throws IOException when the ticks could not be recorded
   */
  @Override
  public void close() throws IOException {
    stop.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }
}
