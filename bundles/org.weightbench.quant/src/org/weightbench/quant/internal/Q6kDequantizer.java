package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q6_K: 256 weights in 210 bytes, sixteen groups of 16. 128 bytes with the lower four bits, 64 with
 * the upper two, 16 signed bytes of group scales, an F16 scale of the whole block. Each half of 128
 * weights has four runs of 32: runs 0 and 2 share the first 32 low bytes (lower, upper halves), 1
 * and 3 the next 32; run {@code r} has its upper bits at bits {@code 2 r} of the half's 32 high
 * bytes. A weight is {@code (scale * groupScale) * (q - 32)}.
 */
final class Q6kDequantizer extends BlockDequantizer {
  Q6kDequantizer() {
    super(TensorType.Q6_K);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 210L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from + 208));
      for (int part = 0; part < 4; part++) {
        int half = part >> 1;
        int sixteen = part & 1;
        long low = from + 64L * half + 16L * sixteen;
        long high = from + 128 + 32L * half + 16L * sixteen;
        long groups = from + 192 + 8L * half + sixteen;
        long to = target + 1024L * block + 512L * half + 64L * sixteen;
        float scale0 = scale * ALL.get(Layouts.I8, groups);
        float scale1 = scale * ALL.get(Layouts.I8, groups + 2);
        float scale2 = scale * ALL.get(Layouts.I8, groups + 4);
        float scale3 = scale * ALL.get(Layouts.I8, groups + 6);
        for (int i = 0; i < 16; i++) {
          int first = ALL.get(Layouts.I8, low + i);
          int second = ALL.get(Layouts.I8, low + 32 + i);
          int top = ALL.get(Layouts.I8, high + i);
          int q0 = first & 15 | (top & 3) << 4;
          int q1 = second & 15 | (top & 12) << 2;
          int q2 = first >> 4 & 15 | top & 48;
          int q3 = second >> 4 & 15 | top >> 2 & 48;
          ALL.set(Layouts.F32, to + 4L * i, scale0 * (q0 - 32));
          ALL.set(Layouts.F32, to + 128 + 4L * i, scale1 * (q1 - 32));
          ALL.set(Layouts.F32, to + 256 + 4L * i, scale2 * (q2 - 32));
          ALL.set(Layouts.F32, to + 384 + 4L * i, scale3 * (q3 - 32));
        }
      }
    }
  }
}
