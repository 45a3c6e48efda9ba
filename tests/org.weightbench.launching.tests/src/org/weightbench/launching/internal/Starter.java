package org.weightbench.launching.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that starts a detached process, tells its number, and then does nothing. */
public final class Starter {
  private Starter() {}

  /**
   * Starts.
   *
   * @param arguments folder and shell script
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println(
        DetachedProcess.start(List.of("sh", "-c", arguments[1]), Path.of(arguments[0])).pid());
    Thread.currentThread().join();
  }
}
