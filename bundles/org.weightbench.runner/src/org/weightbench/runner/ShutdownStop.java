package org.weightbench.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of this JVM by SIGINT or SIGTERM into a request to stop: the run puts its folder in
 * order and says its last words, then the process ends with {@link RunResult#EXIT_INTERRUPTED}.
 *
 * <pre>{@code
 * try (ShutdownStop ending = ShutdownStop.install(stop)) {
 *   result = runner.start(definition, root);
 *   // print what there is to say
 * }
 * }</pre>
 */
public final class ShutdownStop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(50);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private ShutdownStop(StopSignal stop) {
    hook = Thread.ofPlatform().name("stop").unstarted(() -> end(stop));
  }

  /** Watches from now on; closed when the run is over and everything is said. */
  public static ShutdownStop install(StopSignal stop) {
    ShutdownStop installed = new ShutdownStop(stop);
    Runtime.getRuntime().addShutdownHook(installed.hook);
    return installed;
  }

  /** Asks again and again, since a fork that was just about to start must end too. */
  private void end(StopSignal stop) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean over = false;
    while (!over && System.nanoTime() < deadline) {
      stop.stop();
      try {
        over = finished.await(STEP.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        over = true;
      }
    }
    Runtime.getRuntime().halt(RunResult.EXIT_INTERRUPTED);
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already, by that very hook.
    }
  }
}
