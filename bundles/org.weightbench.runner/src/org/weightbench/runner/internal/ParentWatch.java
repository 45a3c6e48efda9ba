package org.weightbench.runner.internal;

import java.io.IOException;

/**
 * Ends this fork when the runner dies, however it dies: the runner holds the other end of this
 * process's standard input and never writes to it, so its end is the runner's.
 */
public final class ParentWatch {
  private static final int EXIT_CODE = 1;

  private ParentWatch() {}

  /** Watches from now on, by a thread that sleeps in the kernel. */
  public static void start() {
    Thread.ofPlatform().daemon().name("parent watch").start(ParentWatch::await);
  }

  private static void await() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException _) {
      // An unreadable input has no runner at its other end either.
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
