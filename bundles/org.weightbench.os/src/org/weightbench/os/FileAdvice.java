package org.weightbench.os;

/** What a program tells the kernel about its coming reads of a file: posix_fadvise(2). */
public enum FileAdvice {
  /** The kernel's usual read-ahead. */
  NORMAL(0),
  /** No read-ahead. */
  RANDOM(1),
  /** Twice the read-ahead. */
  SEQUENTIAL(2),
  /** Start reading now; the kernel cuts each call to the device's read-ahead size. */
  WILLNEED(3),
  /** Drop the clean, unmapped pages from the page cache. */
  DONTNEED(4),
  /** The pages will be used once. */
  NOREUSE(5);

  private final int code;

  FileAdvice(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
