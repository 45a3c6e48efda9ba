package org.weightbench.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.eclipse.swt.widgets.Display;

/**
 * Handles events and remembers which of them kept the user interface thread busy. It counts the
 * processor time of that thread, so that other programs on the machine change nothing. All methods
 * are for that thread.
 */
final class EventWatch {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long limitNanos;
  private final Map<String, Long> found = new TreeMap<>();

  /** Starts with nothing remembered. */
  EventWatch(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /** Does what one event of a person makes the workbench do, and handles what follows from it. */
  void after(String what, Runnable event) {
    timed(what, event);
    Workbench.settle(() -> dispatch(what));
  }

  /** Handles events until a condition holds. */
  void until(String what, BooleanSupplier condition) {
    Workbench.await(what, condition, () -> dispatch(what));
  }

  /** Returns the events that took longer than the limit, with their milliseconds. */
  Map<String, Long> tooLong() {
    return Map.copyOf(found);
  }

  private boolean dispatch(String what) {
    boolean[] more = new boolean[1];
    timed("following " + what, () -> more[0] = Display.getCurrent().readAndDispatch());
    return more[0];
  }

  private void timed(String what, Runnable event) {
    long start = threads.getCurrentThreadCpuTime();
    event.run();
    long nanos = threads.getCurrentThreadCpuTime() - start;
    if (nanos > limitNanos) {
      found.merge(what, nanos / 1_000_000, Math::max);
    }
  }
}
