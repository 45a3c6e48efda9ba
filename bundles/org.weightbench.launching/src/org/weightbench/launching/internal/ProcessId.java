package org.weightbench.launching.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process is meant, also after its number may have been given to another one.
 *
 * @param pid its number; 0 for none
 * @param started when it started, as the system told, {@link Instant#EPOCH} where it does not tell
 */
public record ProcessId(long pid, Instant started) {
  /** No process. */
  public static final ProcessId NONE = new ProcessId(0, Instant.EPOCH);

  /** How much the system's own accounts of one start may differ when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  /** Returns the id of a process. */
  public static ProcessId of(ProcessHandle process) {
    return new ProcessId(process.pid(), started(process));
  }

  /** Returns the process where it still runs. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(found -> Duration.between(started, started(found)).abs().compareTo(TOLERANCE) < 0);
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
