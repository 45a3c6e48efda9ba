package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import org.weightbench.gguf.TensorType;

/**
 * TQ1_0: five digits a byte, then the F16 scale. Bytes 0–31 hold weights {@code i}, {@code i + 32}
 * … {@code i + 128}; bytes 32–47 weights {@code 160 + i}, {@code + 16} … {@code + 64}; bytes 48–51
 * four weights {@code 240 + i}, {@code + 4}, {@code + 8}, {@code + 12}. The digits are a fraction
 * in base 3, the first weight leading, and the byte is that fraction in 256ths, rounded up: its
 * multiples by 3 then show one digit after the other.
 */
final class Tq10Quantizer extends TernaryQuantizer {
  private static final int FIVE_DIGITS = 243;

  Tq10Quantizer() {
    super(TensorType.TQ1_0);
  }

  @Override
  void pack(byte[] digits, MemorySegment block) {
    for (int i = 0; i < 32; i++) {
      block.set(Layouts.I8, i, fraction(digits, i, 32, 5));
    }
    for (int i = 0; i < 16; i++) {
      block.set(Layouts.I8, 32 + i, fraction(digits, 160 + i, 16, 5));
    }
    for (int i = 0; i < 4; i++) {
      block.set(Layouts.I8, 48 + i, fraction(digits, 240 + i, 4, 4));
    }
  }

  private static byte fraction(byte[] digits, int first, int stride, int count) {
    int number = 0;
    for (int i = 0; i < 5; i++) {
      number = 3 * number + (i < count ? digits[first + stride * i] : 0);
    }
    return (byte) Math.ceilDiv(256 * number, FIVE_DIGITS);
  }
}
