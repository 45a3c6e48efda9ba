package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/** TQ2_0: a digit in {@link TwoBits} each, then the F16 scale. */
final class Tq20Quantizer extends TernaryQuantizer {
  Tq20Quantizer() {
    super(TensorType.TQ2_0);
  }

  @Override
  void pack(byte[] digits, MemorySegment block) {
    TwoBits.pack(digits, block, 0);
  }
}
