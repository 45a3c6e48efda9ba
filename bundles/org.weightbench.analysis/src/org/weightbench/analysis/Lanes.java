package org.weightbench.analysis;

/**
 * Several small numbers side by side in one word, so that one addition adds to all of them: four
 * lanes of 16 bits, of which the highest is left for {@link #reaching comparing}. Numbers are below
 * {@link #LIMIT}.
 */
final class Lanes {
  /** How many numbers a word holds. */
  static final int COUNT = 4;

  /** What no lane reaches. */
  static final int LIMIT = 1 << 15;

  private static final int BITS = Long.SIZE / COUNT;
  private static final long ONES = 0x0001_0001_0001_0001L;
  private static final long MASK = 0xFFFF;

  private Lanes() {}

  /** Returns the number at a place in a row of words. */
  static int of(long[] words, int place) {
    return (int) (words[place / COUNT] >>> place % COUNT * BITS & MASK);
  }

  /** Puts a number at a place in a row of words where 0 was. */
  static void put(long[] words, int place, int number) {
    words[place / COUNT] |= (long) number << place % COUNT * BITS;
  }

  /** Returns what sets the highest bit of each lane that is at least a number, when it is added. */
  static long reaching(int number) {
    return ONES * (LIMIT - number);
  }

  /** Returns 1 in each lane whose highest bit is set, and 0 in the others. */
  static long ones(long lanes) {
    return lanes >>> (BITS - 1) & ONES;
  }
}
