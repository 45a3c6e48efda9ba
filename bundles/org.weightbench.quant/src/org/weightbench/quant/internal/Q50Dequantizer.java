package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * Q5_0: 32 weights in 22 bytes. An F16 scale; 32 bits, of which bit {@code i} is the fifth bit of
 * weight {@code i}; then 16 bytes, of which byte {@code i} holds the lower four bits of weights
 * {@code i} and {@code i + 16}; a weight is {@code (q - 16) * scale}.
 */
final class Q50Dequantizer extends BlockDequantizer {
  Q50Dequantizer() {
    super(TensorType.Q5_0);
  }

  @Override
  void kernel(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = sourceOffset + 22L * block;
      long to = targetOffset + 128L * block;
      float scale = Float.float16ToFloat(source.get(Layouts.I16, from));
      int fifthBits = source.get(Layouts.I32, from + 2);
      for (int i = 0; i < 16; i++) {
        int pair = source.get(Layouts.I8, from + 6 + i);
        int first = pair & 15 | (fifthBits >>> i & 1) << 4;
        int second = pair >> 4 & 15 | (fifthBits >>> i + 16 & 1) << 4;
        target.set(Layouts.F32, to + 4L * i, (first - 16) * scale);
        target.set(Layouts.F32, to + 64 + 4L * i, (second - 16) * scale);
      }
    }
  }
}
