package org.weightbench.cli.internal;

import java.util.concurrent.CountDownLatch;

/**
 * Hears of Ctrl-C and of termination while a command works, so that it can stop in order: the JVM waits
 * for {@link #close} before it ends.
 */
public final class Interruption implements AutoCloseable {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private final Runnable request;
  private volatile boolean requested;

  /**
   * Starts to listen.
   *
   * @param request what asks the work to stop, called once from another thread; it must not wait
   */
  public Interruption(Runnable request) {
    this.request = request;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Tells whether the user asked to stop. */
  public boolean requested() {
    return requested;
  }

  /** Tells that the work has stopped or is done. */
  @Override
  public void close() {
    stopped.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        requested = true;
      }
    }
  }

  private void stop() {
    requested = true;
    request.run();
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
