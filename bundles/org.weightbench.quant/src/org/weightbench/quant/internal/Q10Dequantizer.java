package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q1_0: 128 weights in 18 bytes. An F16 scale, then 16 bytes, of whose bits, the lowest of the
 * first byte first, each is a weight: the scale where it is set, else minus the scale. Source:
 * {@code block_q1_0} and {@code dequantize_row_q1_0} of ggml.
 */
final class Q10Dequantizer extends BlockDequantizer {
  Q10Dequantizer() {
    super(TensorType.Q1_0);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 18L * block;
      long to = target + 512L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 128; i++) {
        int positive = ALL.get(Layouts.I8, from + 2 + (i >> 3)) >> (i & 7) & 1;
        ALL.set(Layouts.F32, to + 4L * i, (2 * positive - 1) * scale);
      }
    }
  }
}
