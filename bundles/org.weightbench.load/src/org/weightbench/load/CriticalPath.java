package org.weightbench.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The chain of work that ended last: the serial start of a load, then what the worker that finished
 * last did, in the order of the phases.
 *
 * @param legs the time that each phase took on this chain, waiting for another thread's part of
 *     that phase included; phases that took none are absent
 * @param otherNanos wall time of the chain that belongs to no phase: starting threads, taking
 *     chunks
 */
public record CriticalPath(List<PhaseTime> legs, long otherNanos) {
  /** Keeps its own copy of the legs. */
  public CriticalPath {
    legs = List.copyOf(legs);
  }

  /** Returns the phase that took the longest on this chain: the one that bounds the load. */
  public Phase boundBy() {
    return legs.stream()
        .max((a, b) -> Long.compare(a.busyNanos(), b.busyNanos()))
        .map(PhaseTime::phase)
        .orElse(Phase.HEADER);
  }

  /**
   * Returns the legs with their shares, for example {@code READ 91 %, ALLOCATE 7 %, HEADER 2 %}.
   */
  @Override
  public String toString() {
    long total = Math.max(1, otherNanos + legs.stream().mapToLong(PhaseTime::busyNanos).sum());
    return legs.stream()
        .sorted((a, b) -> Long.compare(b.busyNanos(), a.busyNanos()))
        .map(
            leg ->
                String.format(
                    Locale.ROOT, "%s %.0f %%", leg.phase(), 100.0 * leg.busyNanos() / total))
        .collect(Collectors.joining(", "));
  }
}
