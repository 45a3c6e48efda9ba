package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * What TQ1_0 and TQ2_0 share: the block's largest magnitude is its scale, of which each weight
 * becomes -1, 0 or 1, whichever is nearest, ties away from zero.
 */
abstract class TernaryQuantizer extends BlockQuantizer {
  TernaryQuantizer(TensorType type) {
    super(type);
  }

  /** Writes 256 digits 0, 1 and 2, which stand for -1, 0 and 1. */
  abstract void pack(byte[] digits, MemorySegment block);

  @Override
  final void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    byte[] digits = new byte[256];
    int blockBytes = type().blockBytes();
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 256 * block;
      MemorySegment to = target.asSlice(targetOffset + (long) blockBytes * block, blockBytes);
      float scale = Math.abs(Extremes.largest(source, from, 256));
      float inverse = scale == 0 ? 0 : 1 / scale;
      for (int i = 0; i < 256; i++) {
        int digit = Math.clamp(Rounding.awayFromZero(source[from + i] * inverse), -1, 1) + 1;
        digits[i] = (byte) digit;
      }
      pack(digits, to);
      to.set(Layouts.I16, blockBytes - 2, Float.floatToFloat16(scale));
    }
  }
}
