package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** Q8_0: 32 weights in 34 bytes. An F16 scale, then a signed byte for each weight. */
final class Q80Dequantizer extends BlockDequantizer {
  Q80Dequantizer() {
    super(TensorType.Q8_0);
  }

  @Override
  void kernel(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = sourceOffset + 34L * block;
      long to = targetOffset + 128L * block;
      float scale = Float.float16ToFloat(source.get(Layouts.I16, from));
      for (int i = 0; i < 32; i++) {
        target.set(Layouts.F32, to + 4L * i, source.get(Layouts.I8, from + 2 + i) * scale);
      }
    }
  }
}
