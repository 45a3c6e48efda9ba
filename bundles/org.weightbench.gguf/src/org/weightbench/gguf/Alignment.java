package org.weightbench.gguf;

/** What {@code general.alignment} may be, and how places are rounded up to it. */
final class Alignment {
  static final String KEY = "general.alignment";

  /** What holds when the key is absent, in bytes. */
  static final int DEFAULT_BYTES = 32;

  /** The largest that is read, far above any page size, so that padding stays small. */
  static final int MAX_BYTES = 1 << 24;

  static final String EXPECTED = "a power of two of type UINT32, at most " + MAX_BYTES;

  private Alignment() {}

  static boolean isValid(long bytes) {
    return bytes >= 1 && bytes <= MAX_BYTES && Long.bitCount(bytes) == 1;
  }

  /**
   * Returns the first multiple at or after a place.
   *
   * @throws ArithmeticException when it does not fit a {@code long}
   */
  static long roundUp(long place, int alignmentBytes) {
    return Math.addExact(place, alignmentBytes - 1) & -alignmentBytes;
  }
}
