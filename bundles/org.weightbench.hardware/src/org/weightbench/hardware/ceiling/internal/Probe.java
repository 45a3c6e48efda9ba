package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;

/** Something whose rate can be measured again and again. Used by one thread. */
public interface Probe {
  /** Returns what is measured. */
  CeilingKind kind();

  /** Returns what it is measured with. */
  Conditions conditions();

  /**
   * Works for about so long.
   *
   * @throws IOException when the system refuses
   */
  Work sample(long nanos) throws IOException;

  /**
   * What was done.
   *
   * @param units bytes or weights, as the kind counts
   * @param nanos how long it took
   * @param processorNanos how long this process kept processors busy meanwhile; 0 where the system
   *     does not count
   */
  record Work(double units, long nanos, long processorNanos) {
    /** Nothing yet. */
    static final Work NONE = new Work(0, 0, 0);

    /** Returns units a second. */
    double rate() {
      return units * 1e9 / Math.max(1, nanos);
    }

    /** Returns how many processors were busy. */
    double busyProcessors() {
      return processorNanos / (double) Math.max(1, nanos);
    }

    /** Returns both together. */
    Work plus(Work other) {
      return new Work(
          units + other.units, nanos + other.nanos, processorNanos + other.processorNanos);
    }
  }
}
