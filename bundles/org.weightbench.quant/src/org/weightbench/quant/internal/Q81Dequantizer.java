package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.gguf.TensorType;

/**
 * Q8_1: 32 weights in 36 bytes. An F16 scale; an F16 with the scaled sum of the weights, which
 * serves dot products and is not read here; then a signed byte for each weight. ggml makes no
 * floats of this type, which only its dot products use; a weight is {@code q * scale}, as its
 * quantizer has it.
 */
final class Q81Dequantizer extends BlockDequantizer {
  Q81Dequantizer() {
    super(TensorType.Q8_1);
  }

  @Override
  void kernel(long source, long target, int blocks) {
    for (int block = 0; block < blocks; block++) {
      long from = source + 36L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 32; i++) {
        ALL.set(Layouts.F32, to + 4L * i, ALL.get(Layouts.I8, from + 4 + i) * scale);
      }
    }
  }
}
