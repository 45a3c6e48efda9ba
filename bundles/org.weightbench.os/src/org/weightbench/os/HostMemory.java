package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory that a virtual machine gave back to its host while it was free. Whoever touches it next
 * waits for the host to give it again, which can take several times as long as reading a file into
 * it: how fast a load is then depends on what ran seconds before it.
 */
public final class HostMemory {
  private static final Path SOURCE = Path.of("/proc/meminfo");
  private static final Path PEAK = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final String FREE = "MemFree:";
  private static final long KIB = 1024;
  private static final long STEP_BYTES = 64L << 20;

  private HostMemory() {}

  /**
   * Takes free memory, in huge pages where there are any, and frees it again, so that what is
   * touched within the next two seconds is there already, as it is on a machine without a host. It
   * takes three quarters of the free memory at most, so that no page cache makes room for it, and
   * does not count as the most that this process had resident (proc_pid_clear_refs(5)). Does
   * nothing where free memory is not given back (see {@link FreePageReporting}).
   *
   * @param bytes how much will be needed
   * @return how much was taken
   * @throws IOException when the system refuses memory that it calls free
   */
  public static long claim(long bytes) throws IOException {
    if (!FreePageReporting.active()) {
      return 0;
    }
    long free = Math.min(freeBytes(), GroupMemory.roomBytes().orElse(Long.MAX_VALUE));
    long claimed = Math.min(bytes, free / 4 * 3);
    if (claimed <= 0) {
      return 0;
    }
    try (NativeMemory memory = NativeMemory.allocate(claimed, PageKind.forBytes(claimed))) {
      for (long at = 0; at < claimed; at += STEP_BYTES) {
        memory.touch(at, Math.min(STEP_BYTES, claimed - at));
      }
    }
    if (Files.isWritable(PEAK)) {
      Files.writeString(PEAK, RESET_PEAK, StandardOpenOption.WRITE);
    }
    return claimed;
  }

  private static long freeBytes() throws IOException {
    return Files.readAllLines(SOURCE).stream()
        .filter(line -> line.startsWith(FREE))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIB)
        .findFirst()
        .orElse(0);
  }
}
