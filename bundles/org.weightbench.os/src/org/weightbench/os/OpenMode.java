package org.weightbench.os;

/** How a file is opened; always read-only. */
public enum OpenMode {
  /** Reads go through the page cache. */
  BUFFERED,
  /** Reads go past the page cache (O_DIRECT); memory, position and length must be aligned. */
  DIRECT
}
