package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.weightbench.os.internal.Affinity;

/**
 * Memory that a virtual machine gave back to its host while it was free. Whoever touches it next
 * waits for the host to give it again, which can take several times as long as reading a file into
 * it: how fast a load is then depends on what ran seconds before it.
 */
public final class HostMemory {
  private static final Path SOURCE = Path.of("/proc/meminfo");
  private static final Path PEAK = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final String ALL = "MemTotal:";
  private static final String FREE = "MemFree:";
  private static final long KIB = 1024;
  private static final long STEP_BYTES = 64L << 20;

  /**
   * The share of all memory that the processors' own lists of free pages hold at most (Linux,
   * admin-guide/sysctl/vm.rst, percpu_pagelist_high_fraction).
   */
  private static final int LISTED = 8;

  private HostMemory() {}

  /**
   * Takes free memory, in huge pages where there are any, and frees it again, so that what is
   * touched within the next two seconds, on any processor, is there already, as it is on a machine
   * without a host. Pages that are freed stay on a list of the processor that frees them, up to a
   * limit, and no other one is given those. So either as much is taken on each processor, or so
   * much more that what is wanted is beyond that limit, whichever is less. It takes three quarters
   * of the free memory at most, so that no page cache makes room for it, and does not count as the
   * most that this process had resident (proc_pid_clear_refs(5)). Does nothing where free memory is
   * not given back (see {@link FreePageReporting}).
   *
   * @param bytes how much will be needed
   * @return how much of it is there now for any processor
   * @throws IOException when the system refuses memory that it calls free
   */
  public static long claim(long bytes) throws IOException {
    if (bytes <= 0 || !FreePageReporting.active()) {
      return 0;
    }
    int processors = Runtime.getRuntime().availableProcessors();
    long list = bytes(ALL) / LISTED / processors;
    long claimed =
        bytes * processors < bytes + list && Affinity.capability().available()
            ? takeOnEach(bytes)
            : take(bytes + list) - list;
    if (Files.isWritable(PEAK)) {
      Files.writeString(PEAK, RESET_PEAK, StandardOpenOption.WRITE);
    }
    return Math.clamp(claimed, 0, bytes);
  }

  private static long takeOnEach(long bytes) throws IOException {
    BitSet processors = Affinity.ofThread();
    long least = bytes;
    try {
      for (int each : processors.stream().toArray()) {
        BitSet one = new BitSet();
        one.set(each);
        Affinity.keepThreadOn(one);
        least = Math.min(least, take(bytes));
      }
    } finally {
      Affinity.keepThreadOn(processors);
    }
    return least;
  }

  private static long take(long bytes) throws IOException {
    long free = Math.min(bytes(FREE), GroupMemory.roomBytes().orElse(Long.MAX_VALUE));
    long taken = Math.min(bytes, free / 4 * 3);
    if (taken <= 0) {
      return 0;
    }
    try (NativeMemory memory = NativeMemory.allocate(taken, PageKind.forBytes(taken))) {
      for (long at = 0; at < taken; at += STEP_BYTES) {
        memory.touch(at, Math.min(STEP_BYTES, taken - at));
      }
    }
    return taken;
  }

  private static long bytes(String key) throws IOException {
    return Files.readAllLines(SOURCE).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIB)
        .findFirst()
        .orElse(0);
  }
}
