package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * IQ4_NL: 32 weights in 18 bytes. An F16 scale, then 16 bytes, of which byte {@code i} holds the
 * code of weight {@code i} in its lower and of weight {@code i + 16} in its upper half; a weight is
 * {@code scale * level} of its code ({@link FourBitCodes}).
 */
final class Iq4NlDequantizer extends BlockDequantizer {
  Iq4NlDequantizer() {
    super(TensorType.IQ4_NL);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 18L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 16; i++) {
        int pair = ALL.get(Layouts.I8, from + 2 + i);
        ALL.set(Layouts.F32, to + 4L * i, scale * FourBitCodes.level(pair & 15));
        ALL.set(Layouts.F32, to + 64 + 4L * i, scale * FourBitCodes.level(pair >> 4 & 15));
      }
    }
  }
}
