package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.os.internal.CounterFile;
import org.weightbench.os.internal.KernelText;

class SystemCountersTest {
  private static final String STAT =
      """
      cpu  30 0 9 70 5 0 1 2 0 0
      cpu0 10 1 4 40 2 1 1 2 0 0
      cpu2 20 0 5 30 3 0 0 0 0 0
      intr 99 1 2
      ctxt 4711
      btime 1
      processes 5
      procs_running 3
      procs_blocked 1
      """;

  @TempDir private Path folder;

  @BeforeEach
  void needLinux() {
    Capability capability = CpuCounters.capability();
    assumeTrue(capability.available(), capability.reason());
  }

  @Test
  void timeOfEachProcessorIsTakenApart() throws IOException {
    CpuCounters counters = CpuCounters.parse(text(STAT));
    assertEquals(
        List.of(
            new CpuCounters.Core(0, 110_000_000, 60_000_000, 400_000_000, 20_000_000, 20_000_000),
            new CpuCounters.Core(2, 200_000_000, 50_000_000, 300_000_000, 30_000_000, 0)),
        counters.cores());
    assertEquals(4711, counters.contextSwitches());
    assertEquals(3, counters.runnable());
    assertEquals(1, counters.blocked());
  }

  @Test
  void processorsOfThisSystemGoOnCounting() throws IOException {
    try (CounterSource<CpuCounters> source = CpuCounters.source()) {
      CpuCounters before = source.read();
      CpuCounters after = source.read();
      assertEquals(before.cores().size(), after.cores().size());
      assertTrue(after.contextSwitches() >= before.contextSwitches());
      assertTrue(after.runnable() >= 1, "this thread runs");
    }
  }

  @Test
  void memoryAddsUpToWhatTheKernelShows() throws IOException {
    MemoryCounters now = MemoryCounters.now();
    assertTrue(now.freeBytes() < now.totalBytes(), now.toString());
    assertTrue(now.availableBytes() <= now.totalBytes(), now.toString());
    assertTrue(now.faults() >= now.majorFaults(), now.toString());
    assertTrue(now.faults() > 0, now.toString());
  }

  @Test
  void amountsAndEventsAreReadByTheirNames() throws IOException {
    MemoryCounters amounts =
        MemoryCounters.parseAmounts(
            text(
                """
                MemTotal: 100 kB
                MemFree: 40 kB
                MemAvailable: 60 kB
                Buffers: 3 kB
                Cached: 20 kB
                SwapCached: 7 kB
                SwapTotal: 50 kB
                SwapFree: 45 kB
                Dirty: 2 kB
                Writeback: 1 kB
                """));
    assertEquals(23 * 1024, amounts.cachedBytes());
    assertEquals(5 * 1024, amounts.swapUsedBytes());
    assertEquals(3 * 1024, amounts.dirtyBytes());
    MemoryCounters events =
        MemoryCounters.parseEvents(
            text(
                """
                pswpin 2
                pgfault 9
                pgmajfault 4
                pgsteal_kswapd 5
                pgsteal_direct 6
                pgsteal_direct_throttle 7
                workingset_refault_file 8
                """),
            4096);
    assertEquals(2 * 4096, events.swappedInBytes());
    assertEquals(0, events.swappedOutBytes());
    assertEquals(11 * 4096, events.reclaimedBytes());
    assertEquals(8 * 4096, events.refaultedBytes());
  }

  @Test
  void stallsAreTheTotalsAndAMissingLineFullCountsNothing() throws IOException {
    assertEquals(
        new Pressure(17_000, 5_000),
        Pressure.parse(
            text(
                """
                some avg10=0.00 avg60=1.20 avg300=0.17 total=17
                full avg10=0.00 avg60=0.00 avg300=0.00 total=5
                """)));
    assertEquals(
        new Pressure(17_000, 0),
        Pressure.parse(text("some avg10=0.00 avg60=1.20 avg300=0.17 total=17\n")));
    IOException refused =
        assertThrows(IOException.class, () -> Pressure.parse(text("some avg10=0.00\n")));
    assertEquals("/proc/test has a line without 'total=N'", refused.getMessage());
  }

  @Test
  void stallsOfThisSystemGoOnCounting() throws IOException {
    assumeTrue(Pressure.capability().available(), Pressure.capability().reason());
    try (CounterSource<Pressure> source = Pressure.source(Pressure.Resource.IO)) {
      Pressure before = source.read();
      Pressure since = source.read().minus(before);
      assertTrue(since.someNanos() >= since.fullNanos(), since.toString());
      assertTrue(since.fullNanos() >= 0, since.toString());
    }
  }

  @Test
  void keptFileIsReadAnewEachTimeAlsoWhenItGrowsBeyondTheFirstMemory() throws IOException {
    Path file = folder.resolve("counter");
    Files.writeString(file, "a 1\n");
    try (CounterFile counter = CounterFile.open(file)) {
      assertEquals(1, counter.read().labelled("a"));
      Files.writeString(file, "x 3\n".repeat(5000) + "a 2\n");
      assertEquals(2, counter.read().labelled("a"));
    }
  }

  @Test
  void missingLabelIsNamedWithTheFile() {
    IOException refused = assertThrows(IOException.class, () -> text("a 1\n").labelled("ab"));
    assertEquals("/proc/test has no line 'ab N'", refused.getMessage());
  }

  private static KernelText text(String text) {
    return KernelText.of(Path.of("/proc/test"), text);
  }
}
