package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * TQ1_0: 256 weights in 54 bytes. Five ternary digits a byte, then an F16 scale. Bytes 0–31 hold
 * weights {@code i}, {@code i + 32} … {@code i + 128}; bytes 32–47 weights {@code 160 + i}, {@code
 * + 16} … {@code + 64}; bytes 48–51 four weights {@code 240 + i}, {@code + 4}, {@code + 8}, {@code
 * + 12}. A byte is a fraction in 256ths whose digits in base 3 are the weights, the first leading;
 * a weight is {@code (digit - 1) * scale}.
 */
final class Tq10Dequantizer extends BlockDequantizer {
  Tq10Dequantizer() {
    super(TensorType.TQ1_0);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 54L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from + 52));
      digits(from, 32, to, 5, scale);
      digits(from + 32, 16, to + 640, 5, scale);
      digits(from + 48, 4, to + 960, 4, scale);
    }
  }

  private static void digits(long from, int bytes, long to, int digits, float scale) {
    int power = 1;
    for (int digit = 0; digit < digits; digit++) {
      for (int i = 0; i < bytes; i++) {
        int fraction = ALL.get(Layouts.I8, from + i) * power & 255;
        int q = 3 * fraction >> 8;
        ALL.set(Layouts.F32, to + 4L * (bytes * digit + i), (q - 1) * scale);
      }
      power *= 3;
    }
  }
}
