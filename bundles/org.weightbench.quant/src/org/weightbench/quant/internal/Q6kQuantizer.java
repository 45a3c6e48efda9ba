package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q6_K ({@link Q6kDequantizer} has the layout), as ggml's reference does it but for the {@link
 * Fit}: {@link ScaleSearch} finds the scale of each group of 16, the largest of them becomes -128
 * steps of the block's scale, and the weights are rounded with the scales that were really stored.
 */
final class Q6kQuantizer extends BlockQuantizer {
  private final Fit fit;

  Q6kQuantizer(Fit fit) {
    super(TensorType.Q6_K);
    this.fit = fit;
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    float[] scales = new float[16];
    byte[] levels = new byte[256];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      MemorySegment to = target.asSlice(targetOffset + 210L * block, 210);
      for (int group = 0; group < 16; group++) {
        scales[group] = ScaleSearch.best(source, from + 16 * group, 16, 32, fit);
      }
      float largest = Extremes.largest(scales, 0, 16);
      if (Math.abs(largest) < Rounding.ZERO_GROUP) {
        to.fill((byte) 0);
      } else {
        float inverse = -128f / largest;
        short stored = Float.floatToFloat16(1 / inverse);
        to.set(Layouts.I16, 208, stored);
        float scale = Float.float16ToFloat(stored);
        for (int group = 0; group < 16; group++) {
          int groupScale = Math.min(127, Rounding.nearest(inverse * scales[group]));
          to.set(Layouts.I8, 192 + group, (byte) groupScale);
          round(source, from + 16 * group, scale * groupScale, levels, 16 * group);
        }
        pack(levels, to);
      }
    }
  }

  private static void round(float[] source, int from, float scale, byte[] levels, int to) {
    for (int i = 0; i < 16; i++) {
      int level =
          scale == 0 ? 0 : Math.clamp(Rounding.nearest(source[from + i] / scale), -32, 31) + 32;
      levels[to + i] = (byte) level;
    }
  }

  private static void pack(byte[] levels, MemorySegment to) {
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < 32; i++) {
        int q0 = levels[128 * half + i];
        int q1 = levels[128 * half + 32 + i];
        int q2 = levels[128 * half + 64 + i];
        int q3 = levels[128 * half + 96 + i];
        to.set(Layouts.I8, 64L * half + i, (byte) (q0 & 15 | q2 << 4));
        to.set(Layouts.I8, 64L * half + 32 + i, (byte) (q1 & 15 | q3 << 4));
        int top = q0 >> 4 | (q1 >> 4) << 2 | (q2 >> 4) << 4 | (q3 >> 4) << 6;
        to.set(Layouts.I8, 128 + 32L * half + i, (byte) top);
      }
    }
  }
}
