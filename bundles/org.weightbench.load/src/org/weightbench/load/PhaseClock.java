package org.weightbench.load;

import java.util.ArrayList;
import java.util.List;

/** Adds up the time that one thread spends in each phase; used by that thread alone. */
public final class PhaseClock {
  private static final Phase[] PHASES = Phase.values();

  private final long[] busyNanos = new long[PHASES.length];
  private final long[] waitedNanos = new long[PHASES.length];
  private final long[] bytes = new long[PHASES.length];
  private Phase current = Phase.HEADER;
  private long beganNanos;

  /** Begins a stretch of a phase; stretches do not nest. */
  public void begin(Phase phase) {
    current = phase;
    beganNanos = System.nanoTime();
  }

  /**
   * Ends the stretch begun last as work.
   *
   * @param workedBytes the bytes it went through
   */
  public void end(long workedBytes) {
    busyNanos[current.ordinal()] += System.nanoTime() - beganNanos;
    bytes[current.ordinal()] += workedBytes;
  }

  /** Ends the stretch begun last as waiting for another thread's work of that phase. */
  public void endWaiting() {
    waitedNanos[current.ordinal()] += System.nanoTime() - beganNanos;
  }

  /** Returns the phase begun last. */
  public Phase current() {
    return current;
  }

  /** Returns the work by phase, phases without any left out. */
  public List<PhaseTime> busy() {
    return times(false);
  }

  /** Returns work and waiting by phase, phases without any left out. */
  public List<PhaseTime> elapsed() {
    return times(true);
  }

  private List<PhaseTime> times(boolean waitingToo) {
    List<PhaseTime> times = new ArrayList<>();
    for (Phase phase : PHASES) {
      int i = phase.ordinal();
      long nanos = busyNanos[i] + (waitingToo ? waitedNanos[i] : 0);
      if (nanos > 0) {
        times.add(new PhaseTime(phase, nanos, bytes[i]));
      }
    }
    return times;
  }
}
