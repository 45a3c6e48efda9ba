package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Path;
import org.weightbench.os.internal.FileCounters;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.KernelText;
import org.weightbench.os.internal.PageSize;

/**
 * The system's memory: what it holds now, and what has moved since the system started. From
 * /proc/meminfo (proc_meminfo(5)) and /proc/vmstat.
 *
 * @param totalBytes usable memory
 * @param freeBytes unused
 * @param availableBytes what programs could get without swapping
 * @param cachedBytes page cache with buffers
 * @param dirtyBytes waiting to be written, or being written
 * @param swapUsedBytes swapped out
 * @param swappedInBytes read from swap so far
 * @param swappedOutBytes written to swap so far
 * @param faults page faults so far
 * @param majorFaults those that waited for a device
 * @param reclaimedBytes pages taken back so far, by the background and by those who needed memory
 * @param refaultedBytes pages of files read again so far soon after they had been dropped: a cache
 *     that is too small
 */
public record MemoryCounters(
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long cachedBytes,
    long dirtyBytes,
    long swapUsedBytes,
    long swappedInBytes,
    long swappedOutBytes,
    long faults,
    long majorFaults,
    long reclaimedBytes,
    long refaultedBytes) {
  private static final Path AMOUNTS = Path.of("/proc/meminfo");
  private static final Path EVENTS = Path.of("/proc/vmstat");
  private static final long UNIT_BYTES = 1024;

  /** The counters now. */
  public static MemoryCounters now() throws IOException {
    try (CounterSource<MemoryCounters> source = source()) {
      return source.read();
    }
  }

  /** A source that keeps its files open. */
  public static CounterSource<MemoryCounters> source() throws IOException {
    capability().require();
    CounterSource<MemoryCounters> amounts =
        FileCounters.open(AMOUNTS, MemoryCounters::parseAmounts);
    CounterSource<MemoryCounters> events;
    try {
      long pageBytes = PageSize.bytes();
      events = FileCounters.open(EVENTS, text -> parseEvents(text, pageBytes));
    } catch (IOException | RuntimeException failure) {
      amounts.close();
      throw failure;
    }
    return new Source(amounts, events);
  }

  private record Source(CounterSource<MemoryCounters> amounts, CounterSource<MemoryCounters> events)
      implements CounterSource<MemoryCounters> {
    @Override
    public MemoryCounters read() throws IOException {
      return amounts.read().plus(events.read());
    }

    @Override
    public void close() throws IOException {
      try (CounterSource<MemoryCounters> _ = amounts) {
        events.close();
      }
    }
  }

  /** Whether memory is counted here. */
  public static Capability capability() {
    return KernelFile.readable("memory counters", AMOUNTS);
  }

  static MemoryCounters parseAmounts(KernelText text) throws IOException {
    long total = amount(text, "MemTotal:");
    long free = amount(text, "MemFree:");
    long available = amount(text, "MemAvailable:");
    long buffers = amount(text, "Buffers:");
    long cached = amount(text, "Cached:");
    long swapTotal = amount(text, "SwapTotal:");
    long swapFree = amount(text, "SwapFree:");
    long dirty = amount(text, "Dirty:");
    long writeback = amount(text, "Writeback:");
    return new MemoryCounters(
        total,
        free,
        available,
        buffers + cached,
        dirty + writeback,
        swapTotal - swapFree,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  static MemoryCounters parseEvents(KernelText text, long pageBytes) throws IOException {
    long refaulted = text.labelled("workingset_refault_file", 0);
    long swappedIn = text.labelled("pswpin", 0);
    long swappedOut = text.labelled("pswpout", 0);
    long faults = text.labelled("pgfault");
    long majorFaults = text.labelled("pgmajfault");
    long reclaimed = text.labelled("pgsteal_kswapd", 0) + text.labelled("pgsteal_direct", 0);
    return new MemoryCounters(
        0,
        0,
        0,
        0,
        0,
        0,
        swappedIn * pageBytes,
        swappedOut * pageBytes,
        faults,
        majorFaults,
        reclaimed * pageBytes,
        refaulted * pageBytes);
  }

  private static long amount(KernelText text, String label) throws IOException {
    return text.labelled(label) * UNIT_BYTES;
  }

  private MemoryCounters plus(MemoryCounters other) {
    return new MemoryCounters(
        totalBytes + other.totalBytes,
        freeBytes + other.freeBytes,
        availableBytes + other.availableBytes,
        cachedBytes + other.cachedBytes,
        dirtyBytes + other.dirtyBytes,
        swapUsedBytes + other.swapUsedBytes,
        swappedInBytes + other.swappedInBytes,
        swappedOutBytes + other.swappedOutBytes,
        faults + other.faults,
        majorFaults + other.majorFaults,
        reclaimedBytes + other.reclaimedBytes,
        refaultedBytes + other.refaultedBytes);
  }
}
