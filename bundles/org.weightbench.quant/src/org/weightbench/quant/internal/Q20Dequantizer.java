package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q2_0: 64 weights in 18 bytes. An F16 scale, then 16 bytes with two bits of each weight, the first
 * in the lowest bits of the first byte; a weight is {@code (q - 1) * scale}. Source: {@code
 * block_q2_0} and {@code dequantize_row_q2_0} of ggml.
 */
final class Q20Dequantizer extends BlockDequantizer {
  Q20Dequantizer() {
    super(TensorType.Q2_0);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 18L * block;
      long to = target + 256L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 64; i++) {
        int q = ALL.get(Layouts.I8, from + 2 + (i >> 2)) >> 2 * (i & 3) & 3;
        ALL.set(Layouts.F32, to + 4L * i, (q - 1) * scale);
      }
    }
  }
}
