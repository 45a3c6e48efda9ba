package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** Q4_K ({@link Q4kDequantizer} has the layout). */
final class Q4kQuantizer extends SixBitScalesQuantizer {
  Q4kQuantizer(Fit fit) {
    super(TensorType.Q4_K, 15, -1f, 20, fit);
  }

  @Override
  void pack(byte[] integers, MemorySegment block) {
    for (int pair = 0; pair < 4; pair++) {
      for (int i = 0; i < GROUP; i++) {
        int low = integers[64 * pair + i];
        int high = integers[64 * pair + GROUP + i];
        block.set(Layouts.I8, 16 + 32L * pair + i, (byte) (low | high << 4));
      }
    }
  }
}
