package org.weightbench.os;

import org.weightbench.os.internal.Madvise;

/** What a program tells the kernel about its coming use of a mapping: madvise(2). */
public enum MemoryAdvice {
  /** The kernel's usual read-ahead. */
  NORMAL(0),
  /** No read-ahead on faults. */
  RANDOM(1),
  /** Read ahead far, and drop pages behind. */
  SEQUENTIAL(2),
  /** Start reading now; the kernel cuts each call to the device's read-ahead size. */
  WILLNEED(3),
  /** Unmap the pages from this process; those of a file stay in the page cache. */
  DONTNEED(4),
  /** Use transparent huge pages. */
  HUGEPAGE(14),
  /** Use no transparent huge pages. */
  NOHUGEPAGE(15),
  /** The pages may be reclaimed first. */
  COLD(20),
  /** Reclaim the pages now. */
  PAGEOUT(21),
  /** Read and map every page before returning, with errors; Linux 5.14 and later. */
  POPULATE_READ(22),
  /** Make every page present and writable before returning; Linux 5.14 and later. */
  POPULATE_WRITE(23);

  private final int code;

  MemoryAdvice(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Whether this kernel knows the advice, tried out on one page of anonymous memory. */
  public Capability capability() {
    return Madvise.capability("MADV_" + name(), code);
  }
}
