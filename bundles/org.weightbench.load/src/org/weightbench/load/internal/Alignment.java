package org.weightbench.load.internal;

/** Rounding to powers of two. */
final class Alignment {
  /** Smallest page of the supported processors, in bytes. */
  static final long PAGE_BYTES = 4096;

  private Alignment() {}

  static long down(long value, long powerOfTwo) {
    return value & -powerOfTwo;
  }

  static long up(long value, long powerOfTwo) {
    return Math.addExact(value, powerOfTwo - 1) & -powerOfTwo;
  }
}
