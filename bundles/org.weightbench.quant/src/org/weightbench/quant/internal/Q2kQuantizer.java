package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q2_K, as ggml's reference does it but for the {@link Fit}: {@link AffineSearch} finds scale and
 * minimum of each group of 16, in the reference an absolute error counting by the weight's
 * magnitude; both are stored in 15 steps of the block's largest; the weights are rounded with what
 * was really stored. A group whose stored scale is 0 keeps the integers of the search.
 *
 * <p>Layout: 16 bytes with a group's scale in the lower and its minimum in the upper half, {@link
 * TwoBits}, the F16 scale of the scales, the F16 scale of the minimums.
 */
final class Q2kQuantizer extends BlockQuantizer {
  private static final int GROUP = 16;
  private static final int GROUPS = 16;

  private final Fit fit;

  Q2kQuantizer(Fit fit) {
    super(TensorType.Q2_K);
    this.fit = fit;
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    AffineSearch.Measure measure =
        switch (fit) {
          case REFERENCE -> AffineSearch.Measure.ABSOLUTE;
          case LEAST_SQUARES -> AffineSearch.Measure.SQUARED;
        };
    AffineSearch search = new AffineSearch(GROUP, 3, -0.5f, 15, measure);
    float[] weights = new float[GROUP];
    float[] scales = new float[GROUPS];
    float[] minimums = new float[GROUPS];
    byte[] integers = new byte[256];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      MemorySegment to = target.asSlice(targetOffset + 84L * block, 84);
      float largestScale = 0;
      float largestMinimum = 0;
      for (int group = 0; group < GROUPS; group++) {
        for (int i = 0; i < GROUP; i++) {
          weights[i] =
              switch (fit) {
                case REFERENCE -> Math.abs(source[from + GROUP * group + i]);
                case LEAST_SQUARES -> 1;
              };
        }
        search.search(source, from + GROUP * group, weights);
        search.integers(integers, GROUP * group);
        scales[group] = search.scale();
        minimums[group] = search.minimum();
        largestScale = Math.max(largestScale, scales[group]);
        largestMinimum = Math.max(largestMinimum, minimums[group]);
      }
      short storedScale = Float.floatToFloat16(largestScale / 15);
      short storedMinimum = Float.floatToFloat16(largestMinimum / 15);
      for (int group = 0; group < GROUPS; group++) {
        int scaleStep = step(scales[group], largestScale);
        int minimumStep = step(minimums[group], largestMinimum);
        to.set(Layouts.I8, group, (byte) (scaleStep | minimumStep << 4));
        float scale = Float.float16ToFloat(storedScale) * scaleStep;
        float minimum = Float.float16ToFloat(storedMinimum) * minimumStep;
        if (scale != 0) {
          round(source, from + GROUP * group, scale, minimum, integers, GROUP * group);
        }
      }
      TwoBits.pack(integers, to, 16);
      to.set(Layouts.I16, 80, storedScale);
      to.set(Layouts.I16, 82, storedMinimum);
    }
  }

  /** Returns a value in 15ths of the largest. */
  private static int step(float value, float largest) {
    return largest > 0 ? Math.clamp(Rounding.nearest(15f / largest * value), 0, 15) : 0;
  }

  private static void round(
      float[] source, int from, float scale, float minimum, byte[] integers, int to) {
    for (int i = 0; i < GROUP; i++) {
      int level = Rounding.nearest((source[from + i] + minimum) / scale);
      integers[to + i] = (byte) Math.clamp(level, 0, 3);
    }
  }
}
