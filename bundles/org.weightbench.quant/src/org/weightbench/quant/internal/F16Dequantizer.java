package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/** F16: IEEE 754 binary16, which every F32 holds exactly; four are read as one long. */
final class F16Dequantizer extends BlockDequantizer {
  F16Dequantizer() {
    super(TensorType.F16);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    int fours = blocks / 4;
    for (int i = 0; i < fours; i++) {
      long halves = ALL.get(Layouts.I64, source + 8L * i);
      long to = target + 16L * i;
      ALL.set(Layouts.F32, to, Float.float16ToFloat((short) halves));
      ALL.set(Layouts.F32, to + 4, Float.float16ToFloat((short) (halves >> 16)));
      ALL.set(Layouts.F32, to + 8, Float.float16ToFloat((short) (halves >> 32)));
      ALL.set(Layouts.F32, to + 12, Float.float16ToFloat((short) (halves >> 48)));
    }
    for (int i = 4 * fours; i < blocks; i++) {
      short half = ALL.get(Layouts.I16, source + 2L * i);
      ALL.set(Layouts.F32, target + 4L * i, Float.float16ToFloat(half));
    }
  }
}
