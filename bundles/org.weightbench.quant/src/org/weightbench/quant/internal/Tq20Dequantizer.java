package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * TQ2_0: 256 weights in 66 bytes. 64 bytes with two bits of each weight ({@link TwoBits}), then an
 * F16 scale; a weight is {@code (q - 1) * scale}.
 */
final class Tq20Dequantizer extends BlockDequantizer {
  Tq20Dequantizer() {
    super(TensorType.TQ2_0);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 66L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from + 64));
      for (int run = 0; run < 8; run++) {
        long quants = from + 32L * (run >> 2);
        int shift = 2 * (run & 3);
        for (int i = 0; i < 32; i++) {
          int q = ALL.get(Layouts.I8, quants + i) >> shift & 3;
          ALL.set(Layouts.F32, to + 128L * run + 4L * i, (q - 1) * scale);
        }
      }
    }
  }
}
