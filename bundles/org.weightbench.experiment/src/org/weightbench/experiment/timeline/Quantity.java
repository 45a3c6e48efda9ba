package org.weightbench.experiment.timeline;

import java.util.Arrays;
import java.util.Optional;

/** What a timeline records: its name in the file, whether it only grows, and what it counts. */
public enum Quantity {
  /** Bytes of the file that the load has passed on so far. */
  DELIVERED_BYTES("delivered.bytes", Kind.TOTAL, Measure.BYTES),

  /** Finished read requests of a device. */
  DEVICE_READS("device.reads", Kind.TOTAL, Measure.NUMBER),
  /** Reads that were joined to a neighbour. */
  DEVICE_MERGED_READS("device.reads.merged", Kind.TOTAL, Measure.NUMBER),
  /** Bytes read from a device. */
  DEVICE_READ_BYTES("device.read.bytes", Kind.TOTAL, Measure.BYTES),
  /** Time that reads waited and ran. */
  DEVICE_READ_TIME("device.read.ms", Kind.TOTAL, Measure.MILLISECONDS),
  /** Finished write requests of a device. */
  DEVICE_WRITES("device.writes", Kind.TOTAL, Measure.NUMBER),
  /** Bytes written to a device. */
  DEVICE_WRITTEN_BYTES("device.written.bytes", Kind.TOTAL, Measure.BYTES),
  /** Time that writes waited and ran. */
  DEVICE_WRITE_TIME("device.write.ms", Kind.TOTAL, Measure.MILLISECONDS),
  /** Requests under way. */
  DEVICE_IN_FLIGHT("device.inflight", Kind.LEVEL, Measure.NUMBER),
  /** Time in which a device had something to do. */
  DEVICE_BUSY_TIME("device.busy.ms", Kind.TOTAL, Measure.MILLISECONDS),
  /** Time weighted with the number of requests under way. */
  DEVICE_QUEUE_TIME("device.queue.ms", Kind.TOTAL, Measure.MILLISECONDS),

  /** Processes that were watched and live. */
  PROCESSES("process.count", Kind.LEVEL, Measure.NUMBER),
  /** Their threads. */
  PROCESS_THREADS("process.threads", Kind.LEVEL, Measure.NUMBER),
  /** Their processor time in programs. */
  PROCESS_USER_TIME("process.user.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Their processor time in the kernel. */
  PROCESS_SYSTEM_TIME("process.system.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Their page faults that needed no device. */
  PROCESS_MINOR_FAULTS("process.faults.minor", Kind.TOTAL, Measure.NUMBER),
  /** Their page faults that waited for a device. */
  PROCESS_MAJOR_FAULTS("process.faults.major", Kind.TOTAL, Measure.NUMBER),
  /** Their resident memory. */
  PROCESS_RESIDENT_BYTES("process.resident.bytes", Kind.LEVEL, Measure.BYTES),
  /** Bytes that devices were asked for on their behalf. */
  PROCESS_READ_BYTES("process.read.bytes", Kind.TOTAL, Measure.BYTES),
  /** Bytes that their read calls returned. */
  PROCESS_READ_CHARS("process.read.chars", Kind.TOTAL, Measure.BYTES),
  /** Their read calls. */
  PROCESS_READ_CALLS("process.read.calls", Kind.TOTAL, Measure.NUMBER),

  /** Time of a processor in programs. */
  CPU_USER_TIME("cpu.user.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Time of a processor in the kernel. */
  CPU_SYSTEM_TIME("cpu.system.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Time of a processor with nothing to do. */
  CPU_IDLE_TIME("cpu.idle.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Time of a processor with nothing to do but a device to wait for. */
  CPU_IOWAIT_TIME("cpu.iowait.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Time of a processor that other guests of the host had. */
  CPU_STOLEN_TIME("cpu.stolen.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Switches from one task to another. */
  CONTEXT_SWITCHES("system.switches", Kind.TOTAL, Measure.NUMBER),
  /** Tasks that run or could. */
  RUNNABLE("system.runnable", Kind.LEVEL, Measure.NUMBER),
  /** Tasks that wait for a device. */
  BLOCKED("system.blocked", Kind.LEVEL, Measure.NUMBER),

  /** Unused memory. */
  MEMORY_FREE("memory.free.bytes", Kind.LEVEL, Measure.BYTES),
  /** Memory that programs could get without swapping. */
  MEMORY_AVAILABLE("memory.available.bytes", Kind.LEVEL, Measure.BYTES),
  /** Page cache. */
  MEMORY_CACHED("memory.cached.bytes", Kind.LEVEL, Measure.BYTES),
  /** Memory that waits to be written. */
  MEMORY_DIRTY("memory.dirty.bytes", Kind.LEVEL, Measure.BYTES),
  /** Memory that is swapped out. */
  SWAP_USED("swap.used.bytes", Kind.LEVEL, Measure.BYTES),
  /** Bytes read from swap. */
  SWAPPED_IN("swap.in.bytes", Kind.TOTAL, Measure.BYTES),
  /** Bytes written to swap. */
  SWAPPED_OUT("swap.out.bytes", Kind.TOTAL, Measure.BYTES),
  /** Page faults of all processes. */
  FAULTS("system.faults", Kind.TOTAL, Measure.NUMBER),
  /** Page faults of all processes that waited for a device. */
  MAJOR_FAULTS("system.faults.major", Kind.TOTAL, Measure.NUMBER),
  /** Pages that the kernel took back. */
  RECLAIMED("memory.reclaimed.bytes", Kind.TOTAL, Measure.BYTES),
  /** Pages of files that were read again soon after they had been dropped. */
  REFAULTED("memory.refaulted.bytes", Kind.TOTAL, Measure.BYTES),

  /** Time in which a task or more waited for a resource. */
  PRESSURE_SOME("pressure.some.ns", Kind.TOTAL, Measure.NANOSECONDS),
  /** Time in which every task that was not idle waited for it. */
  PRESSURE_FULL("pressure.full.ns", Kind.TOTAL, Measure.NANOSECONDS),

  /** The share of the model that is in the page cache, in millionths. */
  RESIDENT_SHARE("model.resident.ppm", Kind.LEVEL, Measure.MILLIONTHS);

  private final String label;
  private final Kind kind;
  private final Measure measure;

  Quantity(String label, Kind kind, Measure measure) {
    this.label = label;
    this.kind = kind;
    this.measure = measure;
  }

  /** What a number of it means. */
  public enum Kind {
    /** All since some beginning; only differences mean something. */
    TOTAL,
    /** How much there was at that moment. */
    LEVEL
  }

  /** What a number of it counts. */
  public enum Measure {
    /** Things. */
    NUMBER,
    /** Bytes. */
    BYTES,
    /** Time. */
    MILLISECONDS,
    /** Time. */
    NANOSECONDS,
    /** A share, of which 1 000 000 is all. */
    MILLIONTHS
  }

  /** The name in a file. */
  public String label() {
    return label;
  }

  /** What a number means. */
  public Kind kind() {
    return kind;
  }

  /** What a number counts. */
  public Measure measure() {
    return measure;
  }

  /** The quantity of a name; empty when it is none of this version. */
  public static Optional<Quantity> of(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }
}
