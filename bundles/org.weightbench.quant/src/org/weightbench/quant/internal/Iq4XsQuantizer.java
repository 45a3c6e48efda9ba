package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * IQ4_XS: IQ4_NL with six-bit scales of groups of 32 under one F16 scale of the block. As in ggml's
 * reference the scale of a group is the best of sixteen fits, the largest of the eight scales
 * becomes -32 steps, and the weights become the levels nearest with the scale of these steps.
 *
 * <p>Layout: the F16 scale; two bytes with the upper two bits of each group's steps plus 32, group
 * 0 lowest; four bytes with their lower four bits, even groups in the lower halves; 16 bytes of
 * codes for each group.
 */
final class Iq4XsQuantizer extends BlockQuantizer {
  private static final int GROUP = 32;
  private static final int GROUPS = 8;
  private static final int TRIES = 7;

  private final Fit fit;

  Iq4XsQuantizer(Fit fit) {
    super(TensorType.IQ4_XS);
    this.fit = fit;
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    FourBitCodes codebook = new FourBitCodes(fit);
    float[] scales = new float[GROUPS];
    byte[] codes = new byte[GROUP];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      MemorySegment to = target.asSlice(targetOffset + 136L * block, 136);
      for (int group = 0; group < GROUPS; group++) {
        scales[group] = search(codebook, source, from + GROUP * group);
      }
      float scale = -Extremes.largest(scales, 0, GROUPS) / 32;
      float inverse = scale == 0 ? 0 : 1 / scale;
      int lower = 0;
      int upper = 0;
      for (int group = 0; group < GROUPS; group++) {
        int steps = Math.clamp(Rounding.nearest(inverse * scales[group]), -32, 31);
        lower |= (steps + 32 & 15) << 4 * group;
        upper |= (steps + 32 >> 4) << 2 * group;
        float groupScale = scale * steps;
        float groupInverse = groupScale == 0 ? 0 : 1 / groupScale;
        for (int i = 0; i < GROUP; i++) {
          float value = source[from + GROUP * group + i];
          codes[i] = (byte) FourBitCodes.nearest(groupInverse * value);
        }
        FourBitCodes.pack(codes, 0, to, 8 + 16L * group);
      }
      to.set(Layouts.I16, 0, Float.floatToFloat16(scale));
      to.set(Layouts.I16, 2, (short) upper);
      to.set(Layouts.I32, 4, lower);
    }
  }

  /**
   * Tries the scale that makes the weight of largest magnitude 127 and those that make it -134 to
   * -120; returns the best one, 0 for a group of zeros.
   */
  private static float search(FourBitCodes codebook, float[] source, int from) {
    float largest = Extremes.largest(source, from, GROUP);
    if (Math.abs(largest) < Rounding.ZERO_GROUP) {
      return 0;
    }
    codebook.fit(source, from, GROUP, 1 / (-largest / FourBitCodes.LOWEST));
    float best = codebook.scale();
    float explained = codebook.explained();
    for (int tried = -TRIES; tried <= TRIES; tried++) {
      codebook.fit(source, from, GROUP, (tried + FourBitCodes.LOWEST) / largest);
      if (codebook.explainsMoreThan(explained)) {
        best = codebook.scale();
        explained = codebook.explained();
      }
    }
    return best;
  }
}
