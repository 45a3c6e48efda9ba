package org.weightbench.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.weightbench.gguf.CancelledException;

/** Asks a run to stop, from any thread. Once asked, it stays asked. */
public final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();

  /** Asks to stop and ends what is registered; asking again ends what came since. */
  public void stop() {
    asked.countDown();
    registrations.forEach(registration -> registration.action.run());
  }

  /** Returns whether somebody asked. */
  public boolean stopped() {
    return asked.getCount() == 0;
  }

  /**
   * Does nothing unless somebody asked.
   *
   * @throws CancelledException when somebody asked
   */
  public void check() throws CancelledException {
    if (stopped()) {
      throw new CancelledException();
    }
  }

  /** Waits until somebody asks, at most for a time, and returns whether somebody did. */
  public boolean await(Duration atMost) {
    try {
      return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return stopped();
    }
  }

  /**
   * Registers what ends a piece of work that does not look at this signal itself; it is run at each
   * {@link #stop}, on the thread that asks.
   *
   * @return closed when the work is over
   */
  public Registration onStop(Runnable action) {
    Registration registration = new Registration(action, registrations);
    registrations.add(registration);
    return registration;
  }

  /** An action that is run while this is open. */
  public static final class Registration implements AutoCloseable {
    private final Runnable action;
    private final List<Registration> owner;

    private Registration(Runnable action, List<Registration> owner) {
      this.action = action;
      this.owner = owner;
    }

    @Override
    public void close() {
      owner.remove(this);
    }
  }
}
