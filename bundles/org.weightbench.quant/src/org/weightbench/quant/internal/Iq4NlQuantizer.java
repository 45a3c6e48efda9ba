package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * IQ4_NL: an F16 scale, then 16 bytes whose lower halves are weights 0–15 and whose upper halves
 * 16–31, each a code of {@link FourBitCodes}. As in ggml's reference the weight of largest
 * magnitude becomes the lowest level, the others the nearest ones, and the scale is fitted to them
 * by least squares.
 */
final class Iq4NlQuantizer extends BlockQuantizer {
  Iq4NlQuantizer() {
    super(TensorType.IQ4_NL);
  }

  @Override
  void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks) {
    FourBitCodes fit = new FourBitCodes(Fit.REFERENCE);
    byte[] codes = new byte[32];
    for (int block = 0; block < blocks; block++) {
      int from = sourceIndex + 32 * block;
      MemorySegment to = target.asSlice(targetOffset + 18L * block, 18);
      float largest = Extremes.largest(source, from, 32);
      if (Math.abs(largest) < Rounding.ZERO_GROUP) {
        to.fill((byte) 0);
      } else {
        float inverse = 1 / (largest / FourBitCodes.LOWEST);
        fit.fit(source, from, 32, inverse);
        for (int i = 0; i < 32; i++) {
          codes[i] = (byte) FourBitCodes.nearest(inverse * source[from + i]);
        }
        to.set(Layouts.I16, 0, Float.floatToFloat16(fit.scale()));
        FourBitCodes.pack(codes, 0, to, 2);
      }
    }
  }
}
