package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;

/**
 * The sixteen unevenly spaced levels of IQ4_NL and IQ4_XS, ascending (ggml's {@code
 * kvalues_iq4nl}), and how well a group of weights fits them.
 *
 * <p>An instance holds the sums of the last fit: one a thread.
 */
public final class FourBitCodes {
  /** The level of largest magnitude. */
  static final float LOWEST = -127;

  private static final float[] LEVELS = {
    LOWEST, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  private static final int LOWEST_TWICE = -254;
  private static final int HIGHEST_TWICE = 226;
  private static final byte[] CODES = codes();

  private final Fit fit;
  private float products;
  private float squares;

  FourBitCodes(Fit fit) {
    this.fit = fit;
  }

  /** Returns the level of a code. */
  public static float level(int code) {
    return LEVELS[code];
  }

  /** Returns the code of the nearest level, the higher one of two equally near. */
  static int nearest(float value) {
    int twice = Math.clamp((long) Math.floor(value + value), LOWEST_TWICE, HIGHEST_TWICE);
    return CODES[twice - LOWEST_TWICE];
  }

  /**
   * Twice the midpoints of the levels are integers; so the integer below twice a value says between
   * which of them it lies.
   */
  private static byte[] codes() {
    byte[] codes = new byte[HIGHEST_TWICE - LOWEST_TWICE + 1];
    int code = 0;
    for (int twice = LOWEST_TWICE; twice <= HIGHEST_TWICE; twice++) {
      while (code < 15 && twice >= LEVELS[code] + LEVELS[code + 1]) {
        code++;
      }
      codes[twice - LOWEST_TWICE] = (byte) code;
    }
    return codes;
  }

  /**
   * Rounds a group times an inverse scale to levels and sums what fits a scale to them by least
   * squares.
   */
  void fit(float[] values, int from, int count, float inverse) {
    products = 0;
    squares = 0;
    for (int i = from; i < from + count; i++) {
      float value = values[i];
      float level = LEVELS[nearest(inverse * value)];
      float importance = fit.importance(value);
      products += importance * level * value;
      squares += importance * level * level;
    }
  }

  /** Returns the scale that fits best; 0 when no weight counts. */
  float scale() {
    return squares > 0 ? products / squares : 0;
  }

  /** Returns whether the fit explains more than another one does. */
  boolean explainsMoreThan(float explained) {
    return squares > 0 && products * products > explained * squares;
  }

  /**
   * Returns how much the fit explains: {@code scale() * Σ g w l} with the importances {@code g}.
   */
  float explained() {
    return scale() * products;
  }

  /** Packs 32 codes into 16 bytes: the first half of the group in the lower halves. */
  static void pack(byte[] codes, int from, MemorySegment target, long offset) {
    for (int i = 0; i < 16; i++) {
      byte packed = (byte) (codes[from + i] | codes[from + 16 + i] << 4);
      target.set(Layouts.I8, offset + i, packed);
    }
  }
}
