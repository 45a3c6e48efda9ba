package org.weightbench.runner.internal;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the runner's child processes are started, and what their ends mean. */
public final class ForkJvm {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final List<String> OPTIONS =
      List.of(
          "-Xms256m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private static final int SIGNAL_BASE = 128;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private ForkJvm() {}

  /**
   * Returns the options of every fork. The heap is small and fixed, since tensors lie outside of
   * it; the serial collector has no threads of its own that could run beside a load. Vector kernels
   * are there when this Java has their module.
   */
  public static List<String> options() {
    List<String> options = new ArrayList<>(OPTIONS);
    if (ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()) {
      options.add("--add-modules=" + VECTOR_MODULE);
    }
    return List.copyOf(options);
  }

  /** Returns the {@code java} executable of this process. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Returns the class path of this process. */
  public static String classPath() {
    return System.getProperty("java.class.path", "");
  }

  /** Returns whether a signal ended the process that a terminal or a manager of processes sends. */
  public static boolean wasAskedToEnd(int exitCode) {
    return switch (exitCode - SIGNAL_BASE) {
      case SIGHUP, SIGINT, SIGTERM -> true;
      default -> false;
    };
  }

  /** Returns half a sentence on how a process ended. */
  public static String ending(int exitCode) {
    return switch (exitCode - SIGNAL_BASE) {
      case SIGKILL ->
          "was killed by signal 9: by somebody, or by the kernel for lack of memory (see dmesg)";
      case SIGHUP, SIGINT, SIGTERM ->
          "was asked to end by signal " + (exitCode - SIGNAL_BASE) + " from outside";
      default ->
          exitCode > SIGNAL_BASE && exitCode < SIGNAL_BASE + 65
              ? "was ended by signal " + (exitCode - SIGNAL_BASE)
              : "ended with exit code " + exitCode;
    };
  }
}
