package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q3_K: {@link RefinedScaleSearch}, as in ggml's reference, or for least squares {@link
 * ScaleSearch} finds the scale of each group of 16, the largest of them becomes -32 steps of the
 * block's scale, and the weights are rounded with the scales that were really stored. A group whose
 * stored scale is 0 keeps the integers of the search.
 *
 * <p>Layout: 32 bytes with the third bits, where bit {@code r} of byte {@code i} belongs to weight
 * {@code 32 r + i}; {@link TwoBits}; 12 bytes with the groups' six-bit scales plus 32: groups 0–7
 * have their lower four bits in the lower halves of bytes 0–7, groups 8–15 in the upper halves, and
 * group {@code g} has its upper two bits at bits {@code 2 (g / 4)} of byte {@code 8 + g % 4}; the
 * F16 scale.
 */
final class Q3kQuantizer extends BlockQuantizer {
  private static final int GROUP = 16;
  private static final int GROUPS = 16;
  private static final int LEVELS = 4;

  private final Fit fit;

  Q3kQuantizer(Fit fit) {
    super(TensorType.Q3_K);
    this.fit = fit;
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    RefinedScaleSearch search = new RefinedScaleSearch(GROUP, LEVELS);
    float[] scales = new float[GROUPS];
    byte[] scaleSteps = new byte[GROUPS];
    byte[] integers = new byte[256];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      MemorySegment to = target.asSlice(targetOffset + 110L * block, 110);
      for (int group = 0; group < GROUPS; group++) {
        int at = from + GROUP * group;
        scales[group] =
            switch (fit) {
              case REFERENCE -> search.search(source, at, integers, GROUP * group);
              case LEAST_SQUARES -> ScaleSearch.best(source, at, GROUP, LEVELS, fit);
            };
      }
      float largest = Extremes.largest(scales, 0, GROUPS);
      float inverse = -32f / largest;
      short stored = largest == 0 ? 0 : Float.floatToFloat16(1 / inverse);
      for (int group = 0; group < GROUPS; group++) {
        int step =
            largest == 0
                ? -32
                : Math.clamp((byte) Rounding.nearest(inverse * scales[group]), -32, 31);
        scaleSteps[group] = (byte) (step + 32);
        float scale = Float.float16ToFloat(stored) * step;
        if (scale != 0) {
          round(source, from + GROUP * group, scale, integers, GROUP * group);
        }
      }
      packThirdBits(integers, to);
      TwoBits.pack(integers, to, 32);
      packScales(scaleSteps, to);
      to.set(Layouts.I16, 108, stored);
    }
  }

  private static void round(float[] source, int from, float scale, byte[] integers, int to) {
    for (int i = 0; i < GROUP; i++) {
      integers[to + i] = (byte) (Math.clamp(Rounding.nearest(source[from + i] / scale), -4, 3) + 4);
    }
  }

  private static void packThirdBits(byte[] integers, MemorySegment to) {
    for (int i = 0; i < 32; i++) {
      int bits = 0;
      for (int run = 0; run < 8; run++) {
        bits |= integers[32 * run + i] >> 2 << run;
      }
      to.set(Layouts.I8, i, (byte) bits);
    }
  }

  private static void packScales(byte[] steps, MemorySegment to) {
    for (int i = 0; i < 8; i++) {
      to.set(Layouts.I8, 96 + i, (byte) (steps[i] & 15 | steps[8 + i] << 4));
    }
    for (int i = 0; i < 4; i++) {
      int upper =
          steps[i] >> 4 | steps[4 + i] >> 4 << 2 | steps[8 + i] >> 4 << 4 | steps[12 + i] >> 4 << 6;
      to.set(Layouts.I8, 104 + i, (byte) upper);
    }
  }
}
