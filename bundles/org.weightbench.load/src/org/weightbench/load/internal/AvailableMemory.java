package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.weightbench.os.GroupMemory;

/**
 * How much memory programs can still have, as /proc/meminfo of Linux says (proc_meminfo(5)), and
 * this process by its control groups. The system hands out addresses for any amount and ends the
 * process when it touches too much, so a load has to ask beforehand.
 */
final class AvailableMemory {
  private static final Path SOURCE = Path.of("/proc/meminfo");
  private static final long KIB = 1024;

  private AvailableMemory() {}

  /**
   * Refuses what cannot fit, swap space included.
   *
   * @throws IOException when the system knows that it has less
   */
  static void require(long bytes) throws IOException {
    List<String> lines = Files.isReadable(SOURCE) ? Files.readAllLines(SOURCE) : List.of();
    long swap = value(lines, "SwapFree:").orElse(0);
    require(bytes, value(lines, "MemAvailable:"), swap, "the system has");
    require(bytes, GroupMemory.roomBytes(), swap, "the control group of this process allows");
  }

  private static void require(long bytes, OptionalLong room, long swapBytes, String who)
      throws IOException {
    if (room.isPresent() && bytes > room.getAsLong() + swapBytes) {
      throw new IOException(
          who
              + " "
              + (room.getAsLong() + swapBytes)
              + " more bytes, swap space and what caches can give up included");
    }
  }

  private static OptionalLong value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIB)
        .findFirst();
  }
}
