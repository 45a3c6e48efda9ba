package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much memory programs can still have, as /proc/meminfo of Linux says (proc_meminfo(5)). The
 * system hands out addresses for any amount and ends the process when it touches too much, so a
 * load has to ask beforehand.
 */
final class AvailableMemory {
  private static final Path SOURCE = Path.of("/proc/meminfo");
  private static final long KIB = 1024;

  private AvailableMemory() {}

  /**
   * Refuses what cannot fit.
   *
   * @throws IOException when the system knows that it has less
   */
  static void require(long bytes) throws IOException {
    OptionalLong available = bytes();
    if (available.isPresent() && bytes > available.getAsLong()) {
      throw new IOException(
          "the system has " + available.getAsLong() + " bytes available, swap space included");
    }
  }

  /** Returns the available bytes with free swap space, or nothing where the system does not say. */
  static OptionalLong bytes() throws IOException {
    if (!Files.isReadable(SOURCE)) {
      return OptionalLong.empty();
    }
    long sum = 0;
    boolean known = false;
    for (String line : Files.readAllLines(SOURCE)) {
      if (line.startsWith("MemAvailable:") || line.startsWith("SwapFree:")) {
        sum += Long.parseLong(line.replaceAll("\\D+", "")) * KIB;
        known |= line.startsWith("MemAvailable:");
      }
    }
    return known ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
