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
   * touched within the next two seconds, on any processor and for any purpose, is there already, as
   * it is on a machine without a host. Huge pages that are freed stay on a list of the processor
   * that frees them, up to a limit, where neither another processor nor the page cache gets them;
   * so that much more is taken. It takes three quarters of the free memory at most, so that no page
   * cache makes room for it, and does not count as the most that this process had resident
   * (proc_pid_clear_refs(5)). Does nothing where free memory is not given back (see {@link
   * FreePageReporting}).
   *
   * @param bytes how much will be needed
   * @return how much of it is there now
   * @throws IOException when the system refuses memory that it calls free
   */
  public static long claim(long bytes) throws IOException {
    if (bytes <= 0 || !FreePageReporting.active()) {
      return 0;
    }
    long list = bytes(ALL) / LISTED / Runtime.getRuntime().availableProcessors();
    return Math.clamp(take(bytes + list) - list, 0, bytes);
  }

  /**
   * Does the same with no more memory than is wanted: for many short samples one after the other,
   * whose time {@link #claim} would take. Not every processor may get all of it.
   *
   * @param bytes how much will be needed
   * @return how much was taken
   * @throws IOException when the system refuses memory that it calls free
   */
  public static long retake(long bytes) throws IOException {
    return bytes > 0 && FreePageReporting.active() ? take(bytes) : 0;
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
    if (Files.isWritable(PEAK)) {
      Files.writeString(PEAK, RESET_PEAK, StandardOpenOption.WRITE);
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
