package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/** BF16: the upper half of an F32; four are read as one long. */
final class Bf16Dequantizer extends BlockDequantizer {
  Bf16Dequantizer() {
    super(TensorType.BF16);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    int fours = blocks / 4;
    for (int i = 0; i < fours; i++) {
      long uppers = ALL.get(Layouts.I64, source + 8L * i);
      long first = (uppers & 0xFFFFL) << 16 | (uppers & 0xFFFF_0000L) << 32;
      long second = uppers >>> 16 & 0xFFFF_0000L | uppers & 0xFFFF_0000_0000_0000L;
      ALL.set(Layouts.I64, target + 16L * i, first);
      ALL.set(Layouts.I64, target + 16L * i + 8, second);
    }
    for (int i = 4 * fours; i < blocks; i++) {
      int upper = ALL.get(Layouts.I16, source + 2L * i);
      ALL.set(Layouts.I32, target + 4L * i, upper << 16);
    }
  }
}
