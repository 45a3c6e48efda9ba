package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q8_K: 256 weights in 292 bytes. An F32 scale, a signed byte for each weight, then 16 sums of 16
 * weights each as 16-bit integers, which serve dot products and are not read here.
 */
final class Q8kDequantizer extends BlockDequantizer {
  Q8kDequantizer() {
    super(TensorType.Q8_K);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 292L * block;
      long to = target + 1024L * block;
      float scale = ALL.get(Layouts.F32, from);
      for (int i = 0; i < 256; i++) {
        ALL.set(Layouts.F32, to + 4L * i, scale * ALL.get(Layouts.I8, from + 4 + i));
      }
    }
  }
}
