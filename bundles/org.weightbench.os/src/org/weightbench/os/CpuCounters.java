package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.os.internal.FileCounters;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.KernelText;

/**
 * What the processors have done since the system started, or in between two moments: /proc/stat
 * (proc_stat(5)), which counts time in hundredths of a second.
 *
 * @param cores the processors that are online, by number
 * @param contextSwitches switches from one task to another, on all of them
 * @param runnable tasks that run or could, now
 * @param blocked tasks that wait for a device, now
 */
public record CpuCounters(List<Core> cores, long contextSwitches, long runnable, long blocked) {
  private static final Path FILE = Path.of("/proc/stat");
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int COUNTED = 8;

  /** Copies the list. */
  public CpuCounters {
    cores = List.copyOf(cores);
  }

  /**
   * One processor's time.
   *
   * @param number the kernel's number of it
   * @param userNanos in programs, with those of low priority
   * @param systemNanos in the kernel, with interrupts
   * @param idleNanos with nothing to do
   * @param ioWaitNanos with nothing to do but a device to wait for
   * @param stolenNanos taken by other guests of the same host
   */
  public record Core(
      int number,
      long userNanos,
      long systemNanos,
      long idleNanos,
      long ioWaitNanos,
      long stolenNanos) {
    /** The time since {@code earlier}. */
    public Core minus(Core earlier) {
      return new Core(
          number,
          userNanos - earlier.userNanos,
          systemNanos - earlier.systemNanos,
          idleNanos - earlier.idleNanos,
          ioWaitNanos - earlier.ioWaitNanos,
          stolenNanos - earlier.stolenNanos);
    }
  }

  /** The counters now. */
  public static CpuCounters now() throws IOException {
    capability().require();
    return FileCounters.once(FILE, CpuCounters::parse);
  }

  /** A source that keeps its file open. */
  public static CounterSource<CpuCounters> source() throws IOException {
    capability().require();
    return FileCounters.open(FILE, CpuCounters::parse);
  }

  /** Whether processors are counted here. */
  public static Capability capability() {
    return KernelFile.readable("processor counters", FILE);
  }

  static CpuCounters parse(KernelText text) throws IOException {
    text.nextLine();
    List<Core> cores = new ArrayList<>();
    long[] ticks = new long[COUNTED];
    while (text.startsWith("cpu")) {
      text.skip("cpu".length());
      int number = (int) text.number();
      for (int field = 0; field < COUNTED; field++) {
        ticks[field] = text.hasWord() ? text.number() * NANOS_PER_TICK : 0;
      }
      cores.add(
          new Core(
              number,
              ticks[0] + ticks[1],
              ticks[2] + ticks[5] + ticks[6],
              ticks[3],
              ticks[4],
              ticks[7]));
      text.nextLine();
    }
    return new CpuCounters(
        cores,
        text.labelled("ctxt"),
        text.labelled("procs_running"),
        text.labelled("procs_blocked"));
  }
}
