package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.weightbench.gguf.TensorType;

/**
 * What Q4_K and Q5_K share, as ggml's reference does it but for the {@link Fit}: {@link
 * AffineSearch} finds scale and minimum of each group of 32, in the reference an error counting by
 * the group's root mean square plus the weight's magnitude; both are stored in 63 steps of the
 * block's largest; the weights are rounded with what was really stored. A group whose stored scale
 * is 0 keeps the integers of the search.
 */
abstract class SixBitScalesQuantizer extends BlockQuantizer {
  static final int GROUP = 32;

  private final int levels;
  private final float firstStep;
  private final int steps;
  private final Fit fit;

  /**
   * Creates a quantizer.
   *
   * @param levels the largest integer of a weight
   * @param firstStep see {@link AffineSearch}
   * @param steps see {@link AffineSearch}
   */
  SixBitScalesQuantizer(TensorType type, int levels, float firstStep, int steps, Fit fit) {
    super(type);
    this.levels = levels;
    this.firstStep = firstStep;
    this.steps = steps;
    this.fit = fit;
  }

  /** Writes 256 integers after the block's scales, which take 16 bytes. */
  abstract void pack(byte[] integers, MemorySegment block);

  @Override
  final void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    AffineSearch search =
        new AffineSearch(GROUP, levels, firstStep, steps, AffineSearch.Measure.SQUARED);
    float[] weights = new float[GROUP];
    float[] scales = new float[8];
    float[] minimums = new float[8];
    byte[] integers = new byte[256];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      float largestScale = 0;
      float largestMinimum = 0;
      for (int group = 0; group < 8; group++) {
        switch (fit) {
          case REFERENCE -> weigh(source, from + GROUP * group, weights);
          case LEAST_SQUARES -> Arrays.fill(weights, 1);
        }
        search.search(source, from + GROUP * group, weights);
        search.integers(integers, GROUP * group);
        scales[group] = search.scale();
        minimums[group] = search.minimum();
        largestScale = Math.max(largestScale, scales[group]);
        largestMinimum = Math.max(largestMinimum, minimums[group]);
      }
      int blockBytes = type().blockBytes();
      MemorySegment to = target.asSlice(targetOffset + (long) blockBytes * block, blockBytes);
      long storedScales = steps(scales, largestScale);
      long storedMinimums = steps(minimums, largestMinimum);
      short storedScale = Float.floatToFloat16(largestScale / 63);
      short storedMinimum = Float.floatToFloat16(largestMinimum / 63);
      to.set(Layouts.I16, 0, storedScale);
      to.set(Layouts.I16, 2, storedMinimum);
      to.set(Layouts.I32, 4, KScales.packFirstFour(storedScales));
      to.set(Layouts.I32, 8, KScales.packFirstFour(storedMinimums));
      to.set(Layouts.I32, 12, KScales.packLastFour(storedScales, storedMinimums));
      for (int group = 0; group < 8; group++) {
        float scale = Float.float16ToFloat(storedScale) * (storedScales >>> 8 * group & 63);
        float minimum = Float.float16ToFloat(storedMinimum) * (storedMinimums >>> 8 * group & 63);
        if (scale != 0) {
          round(source, from + GROUP * group, scale, minimum, integers, GROUP * group);
        }
      }
      pack(integers, to);
    }
  }

  private static void weigh(float[] source, int from, float[] weights) {
    float sumSquares = 0;
    for (int i = 0; i < GROUP; i++) {
      sumSquares += source[from + i] * source[from + i];
    }
    float rootMeanSquare = (float) Math.sqrt(sumSquares / GROUP);
    for (int i = 0; i < GROUP; i++) {
      weights[i] = rootMeanSquare + Math.abs(source[from + i]);
    }
  }

  /** Returns eight values as 63rds of the largest, one a byte, the first lowest. */
  private static long steps(float[] values, float largest) {
    float inverse = largest > 0 ? 63f / largest : 0;
    long packed = 0;
    for (int i = 0; i < 8; i++) {
      int step = Math.clamp(Rounding.nearest(inverse * values[i]), 0, 63);
      packed |= (long) step << 8 * i;
    }
    return packed;
  }

  private void round(
      float[] source, int from, float scale, float minimum, byte[] integers, int to) {
    for (int i = 0; i < GROUP; i++) {
      int level = Rounding.nearest((source[from + i] + minimum) / scale);
      integers[to + i] = (byte) Math.clamp(level, 0, levels);
    }
  }
}
