package org.weightbench.hardware.ceiling;

import org.weightbench.hardware.Unit;

/** A stage of loading that has a limit of its own. */
public enum CeilingKind {
  /** Direct reads (O_DIRECT) of consecutive blocks into a small reused buffer. */
  SEQUENTIAL_DIRECT("Sequential read, direct", Unit.BYTES_PER_SECOND, true),
  /**
   * The same for {@link CeilingRequest#RESTED_READ} after a second of rest, since virtual disks and
   * disks with caches of their own give more at first.
   */
  SEQUENTIAL_RESTED("Sequential read, direct, rested", Unit.BYTES_PER_SECOND, true),
  /**
   * Direct reads of consecutive blocks into memory of the kind that loads fill, which another
   * thread makes present ahead of them. Less than into a reused buffer where pages that do not lie
   * side by side split the device's requests.
   */
  SEQUENTIAL_FRESH("Sequential read, direct, fresh memory", Unit.BYTES_PER_SECOND, true),
  /** Buffered reads of consecutive blocks that are not in the page cache, as 'hdparm -t'. */
  SEQUENTIAL_COLD("Sequential read, buffered, cold", Unit.BYTES_PER_SECOND, true),
  /** The same into fresh memory, as {@link #SEQUENTIAL_FRESH}. */
  SEQUENTIAL_COLD_FRESH(
      "Sequential read, buffered, cold, fresh memory", Unit.BYTES_PER_SECOND, true),
  /** The same, where what was brought into the page cache is dropped at once (RWF_DONTCACHE). */
  SEQUENTIAL_UNCACHED_FRESH("Sequential read, uncached, fresh memory", Unit.BYTES_PER_SECOND, true),
  /**
   * Buffered reads of one region over and over, as 'hdparm -T', but of one that is larger than the
   * processor's caches, as models are.
   */
  SEQUENTIAL_CACHED("Sequential read, buffered, cached", Unit.BYTES_PER_SECOND, false),
  /** Direct reads of blocks at random places. */
  RANDOM_DIRECT("Random read, direct", Unit.BYTES_PER_SECOND, true),
  /** Touching every page of a map whose pages are not in the page cache. */
  FAULT_COLD("Page faults of a cold map", Unit.BYTES_PER_SECOND, true),
  /**
   * Touching every page of a map whose pages are not in the page cache, and copying them to fresh
   * memory, as {@link #SEQUENTIAL_FRESH}.
   */
  FAULT_COLD_FRESH("Page faults of a cold map, copied", Unit.BYTES_PER_SECOND, true),
  /** The same while another thread reads the file ahead of the touches. */
  PREFETCH_COLD_FRESH("A cold map read ahead, copied", Unit.BYTES_PER_SECOND, true),
  /** Touching every page of a fresh map whose pages are in the page cache. */
  FAULT_WARM("Page faults of a warm map", Unit.BYTES_PER_SECOND, false),
  /** Having the kernel fill a map (MADV_POPULATE_READ) whose pages are not in the page cache. */
  POPULATE_COLD("Populating a cold map", Unit.BYTES_PER_SECOND, true),
  /** The same, copied to fresh memory, as {@link #SEQUENTIAL_FRESH}. */
  POPULATE_COLD_FRESH("Populating a cold map, copied", Unit.BYTES_PER_SECOND, true),
  /** Having the kernel fill a fresh map whose pages are in the page cache. */
  POPULATE_WARM("Populating a warm map", Unit.BYTES_PER_SECOND, false),
  /** Making fresh anonymous memory present, as every destination of a load must be once. */
  MEMORY_FRESH("Fresh memory", Unit.BYTES_PER_SECOND, false),
  /** Reading memory that is larger than the caches. */
  MEMORY_READ("Memory read", Unit.BYTES_PER_SECOND, false),
  /** Writing memory that is larger than the caches. */
  MEMORY_WRITE("Memory write", Unit.BYTES_PER_SECOND, false),
  /** Copying between memories larger than the caches; counts the bytes read and those written. */
  MEMORY_COPY("Memory copy", Unit.BYTES_PER_SECOND, false),
  /** STREAM's triad, a = b + s × c of doubles; counts the bytes read and those written. */
  MEMORY_TRIAD("Memory triad", Unit.BYTES_PER_SECOND, false),
  /** Turning stored weights in memory into floats in memory. */
  DEQUANTIZE("Dequantize", Unit.WEIGHTS_PER_SECOND, false);

  private final String title;
  private final Unit unit;
  private final boolean storage;

  CeilingKind(String title, Unit unit, boolean storage) {
    this.title = title;
    this.unit = unit;
    this.storage = storage;
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }

  /** Returns what a value of this kind counts. */
  public Unit unit() {
    return unit;
  }

  /** Returns how many threads work beside those that a ceiling's conditions count. */
  public int helpers() {
    return switch (this) {
      case SEQUENTIAL_FRESH,
          SEQUENTIAL_COLD_FRESH,
          SEQUENTIAL_UNCACHED_FRESH,
          FAULT_COLD_FRESH,
          POPULATE_COLD_FRESH ->
          1;
      case PREFETCH_COLD_FRESH -> 2;
      default -> 0;
    };
  }

  /** Tells whether the storage device limits it; otherwise processor, memory and kernel do. */
  public boolean storage() {
    return storage;
  }
}
