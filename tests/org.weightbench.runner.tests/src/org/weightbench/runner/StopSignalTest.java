package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.weightbench.gguf.CancelledException;

class StopSignalTest {
  private final StopSignal stop = new StopSignal();

  @Test
  void onceAskedItStaysAsked() {
    assertDoesNotThrow(stop::check);
    assertFalse(stop.await(Duration.ZERO));

    stop.stop();

    assertTrue(stop.stopped());
    assertTrue(stop.await(Duration.ofDays(1)));
    assertThrows(CancelledException.class, stop::check);
  }

  @Test
  void workIsEndedOnlyWhileItIsRegistered() {
    AtomicInteger ended = new AtomicInteger();
    try (StopSignal.Registration _ = stop.onStop(ended::incrementAndGet)) {
      stop.stop();
      stop.stop();
    }
    stop.stop();

    assertEquals(2, ended.get());
  }
}
