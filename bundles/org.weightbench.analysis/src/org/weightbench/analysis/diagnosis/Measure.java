package org.weightbench.analysis.diagnosis;

import java.util.function.DoubleFunction;
import org.weightbench.experiment.Quantities;
import org.weightbench.hardware.Units;

/** The numbers that rules judge. Those of a load are medians over its samples. */
public enum Measure {
  /** From open(2) to the last tensor ready, s. */
  LOAD_SECONDS("load time", Measure::seconds),
  /** Stored bytes of the tensors by load time, B/s. */
  LOAD_RATE("load rate", Quantities::rate),
  /** Stored bytes of the tensors that were loaded, B. */
  LOGICAL_BYTES("size of the loaded tensors", Measure::size),
  /** Bytes that were ready in memory, B. */
  DELIVERED_BYTES("delivered", Measure::size),
  /** Bytes that the block device read during the load, B. */
  DEVICE_BYTES("read from the device", Measure::size),
  /** Bytes that the block device read by load time, B/s. */
  DEVICE_RATE("rate of the device", Quantities::rate),
  /** Bytes that the device read during the load for other programs, B. */
  FOREIGN_BYTES("read from the device for others", Measure::size),
  /** Mean size of a request to the device, B. */
  REQUEST_BYTES("mean request to the device", Measure::size),
  /** Requests to the device by load time, 1/s. */
  REQUEST_RATE("requests to the device", rate -> count(rate) + "/s"),
  /** Processors that the process kept busy on average. */
  BUSY_PROCESSORS("busy processors", Measure::decimal),
  /** Page faults that waited for storage. */
  MAJOR_FAULTS("page faults that waited for storage", Measure::count),
  /** Page faults served without storage. */
  MINOR_FAULTS("page faults served from memory", Measure::count),
  /** Share of the model's pages in the page cache just before, 0 to 1. */
  RESIDENT_BEFORE("in the page cache before", Measure::percent),
  /** Share of the model's pages in the page cache just after, 0 to 1. */
  RESIDENT_AFTER("in the page cache after", Measure::percent),
  /** Peak resident memory of the process, B. */
  PEAK_MEMORY("peak memory of the process", Measure::size),
  /** Threads that read. */
  THREADS("threads", Measure::count),
  /** Threads beside them that only dequantize; known where there are any. */
  DEQUANTIZE_THREADS("threads that only dequantize", Measure::count),
  /** Requests that each thread keeps under way. */
  QUEUE_DEPTH("queue depth", Measure::count),
  /** Time until the header was parsed and the load planned, s. */
  HEADER_SECONDS("time in the header", Measure::seconds),
  /** Busy time of dequantizing, summed over threads, s. */
  DEQUANTIZE_SECONDS("busy dequantizing, all threads", Measure::seconds),
  /** Bytes swapped out during the load, B. */
  SWAPPED_BYTES("swapped out during the load", Measure::size),
  /** Device rate in the first quarter of the load's time, B/s. */
  EARLY_RATE("rate in the first quarter", Quantities::rate),
  /** Device rate in the last quarter of the load's time, B/s. */
  LATE_RATE("rate in the last quarter", Quantities::rate),

  /** Bytes of the model's files, B. */
  MODEL_BYTES("size of the model's files", Measure::size),
  /** Bytes of all tensors of the model, B. */
  TENSOR_BYTES("size of all tensors", Measure::size),
  /** Tensors of the model. */
  TENSORS("tensors", Measure::count),
  /** Parts of the disk that the model's files lie in. */
  EXTENTS("extents of the model's files", Measure::count),

  /** Logical processors of the machine. */
  PROCESSORS("processors", Measure::count),
  /** Processors that the control group allows. */
  PROCESSOR_LIMIT("processors allowed by the control group", Measure::decimal),
  /** Memory of the machine, B. */
  MEMORY("memory", Measure::size),
  /** Memory that the control group allows, page cache included, B. */
  MEMORY_LIMIT("memory allowed by the control group", Measure::size),
  /** Page cache that counts against the control group, B. */
  GROUP_CACHE("page cache in the control group", Measure::size),
  /** Memory that counts against the control group, page cache included, B. */
  GROUP_MEMORY("memory charged to the control group", Measure::size),
  /** NUMA nodes. */
  NUMA_NODES("NUMA nodes", Measure::count),
  /** Read-ahead of the device, B. */
  READ_AHEAD("read-ahead of the device", Measure::size),
  /** Bytes per second that the control group may read from the device. */
  READ_LIMIT("read limit of the control group", Quantities::rate),
  /** Requests per second that the control group may send to the device. */
  REQUEST_LIMIT("request limit of the control group", rate -> count(rate) + "/s"),
  /** Size of one request to an NFS server, B. */
  NFS_REQUEST_BYTES("rsize of the mount", Measure::size),
  /** Connections to an NFS server. */
  NFS_CONNECTIONS("connections of the mount", Measure::count),

  /** The most that direct reads reach with any number of threads and depth, B/s. */
  CEILING_DIRECT("direct reads reach", Quantities::rate),
  /** What direct reads reach with one thread and one request under way, B/s. */
  CEILING_DIRECT_SINGLE("direct reads with one request under way reach", Quantities::rate),
  /** The most that buffered sequential reads reach on a cold file, B/s. */
  CEILING_COLD("buffered cold reads reach", Quantities::rate),
  /** The most that reads from the page cache reach, B/s. */
  CEILING_CACHED("reads from the page cache reach", Quantities::rate),
  /** The most requests of 4 KiB at random places, 1/s. */
  CEILING_RANDOM("random reads reach", rate -> count(rate) + " requests/s"),
  /** Time of one random read with nothing else under way, s. */
  READ_LATENCY("time of one random read", Measure::seconds),
  /** The most that all processors write to memory, B/s. */
  CEILING_MEMORY_WRITE("memory takes", Quantities::rate);

  private static final double PERCENT = 100;

  private final String title;
  private final DoubleFunction<String> format;

  Measure(String title, DoubleFunction<String> format) {
    this.title = title;
    this.format = format;
  }

  /** Returns what is measured, in words that can stand within a sentence. */
  public String title() {
    return title;
  }

  /** Returns a value with its unit. */
  public String text(double value) {
    return format.apply(value);
  }

  private static String seconds(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }

  private static String size(double bytes) {
    return Quantities.bytes(Math.round(bytes));
  }

  private static String count(double count) {
    return Units.current().format("%.0f", count);
  }

  private static String decimal(double value) {
    return Units.current().format("%.2f", value);
  }

  private static String percent(double share) {
    return Units.current().format("%.1f %%", share * PERCENT);
  }
}
