package org.weightbench.runner.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.gguf.Progress;
import org.weightbench.runner.StopSignal;

/** Tells the progress of long work as events, a few a second, and stops it when asked to. */
final class EventProgress implements Progress {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String what;
  private final Consumer<ExperimentEvent> listener;
  private final StopSignal stop;
  private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

  EventProgress(String what, Consumer<ExperimentEvent> listener, StopSignal stop) {
    this.what = what;
    this.listener = listener;
    this.stop = stop;
  }

  @Override
  public void at(long doneBytes, long totalBytes) {
    long now = System.nanoTime();
    long next = nextNanos.get();
    boolean due = now >= next && nextNanos.compareAndSet(next, now + PAUSE.toNanos());
    if (due || doneBytes == totalBytes) {
      listener.accept(new ExperimentEvent.Working(what, doneBytes, totalBytes));
    }
  }

  @Override
  public boolean cancelled() {
    return stop.stopped();
  }
}
