package org.weightbench.peers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a disk rest equally long before all that reads from it. Disks of virtual machines save up
 * for bursts, so whoever rested longer, because it prepared itself in the meantime, would win. How
 * long a contestant prepares itself is known from its last run.
 */
final class EvenRest {
  private final Duration rest;
  private final Map<String, Long> preparationNanos = new HashMap<>();
  private String running = "";
  private long calledNanos;
  private long lastReadNanos = System.nanoTime();

  /** Creates the rest between two reads; it should be longer than any preparation. */
  EvenRest(Duration rest) {
    this.rest = rest;
  }

  /** Waits until a contestant is to be called so that its reading begins after the rest. */
  void awaitTurn(String contestant) throws InterruptedException {
    long prepared = preparationNanos.getOrDefault(contestant, 0L);
    long left = rest.toNanos() - prepared - (System.nanoTime() - lastReadNanos);
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
    running = contestant;
    calledNanos = System.nanoTime();
  }

  /** Notes that the contestant has just ended its reading, and returns the seconds that it took. */
  double readFor(double seconds) {
    lastReadNanos = System.nanoTime();
    preparationNanos.put(running, lastReadNanos - (long) (seconds * 1e9) - calledNanos);
    return seconds;
  }
}
