package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q4_K ({@link Q4kDequantizer} has the layout), as ggml's reference does it: {@link AffineSearch}
 * finds scale and minimum of each group of 32, an error counting by the group's root mean square
 * plus the weight's magnitude; both are stored in 63 steps of the block's largest; the weights are
 * rounded with what was really stored.
 */
final class Q4kQuantizer extends BlockQuantizer {
  private static final int GROUP = 32;

  Q4kQuantizer() {
    super(TensorType.Q4_K);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    AffineSearch search = new AffineSearch(GROUP, 15, -1f, 0.1f, 20);
    float[] weights = new float[GROUP];
    float[] scales = new float[8];
    float[] minimums = new float[8];
    byte[] levels = new byte[256];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      float largestScale = 0;
      float largestMinimum = 0;
      for (int group = 0; group < 8; group++) {
        weigh(source, from + GROUP * group, weights);
        search.search(source, from + GROUP * group, weights);
        scales[group] = search.scale();
        minimums[group] = search.minimum();
        largestScale = Math.max(largestScale, scales[group]);
        largestMinimum = Math.max(largestMinimum, minimums[group]);
      }
      MemorySegment to = target.asSlice(targetOffset + 144L * block, 144);
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
        round(source, from + GROUP * group, scale, minimum, levels, GROUP * group);
      }
      pack(levels, to);
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

  private static void round(
      float[] source, int from, float scale, float minimum, byte[] levels, int to) {
    for (int i = 0; i < GROUP; i++) {
      int level =
          scale == 0
              ? 0
              : Math.clamp(Rounding.nearest((source[from + i] + minimum) / scale), 0, 15);
      levels[to + i] = (byte) level;
    }
  }

  private static void pack(byte[] levels, MemorySegment to) {
    for (int pair = 0; pair < 4; pair++) {
      for (int i = 0; i < GROUP; i++) {
        int low = levels[64 * pair + i];
        int high = levels[64 * pair + GROUP + i];
        to.set(Layouts.I8, 16 + 32L * pair + i, (byte) (low | high << 4));
      }
    }
  }
}
