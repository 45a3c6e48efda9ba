package org.weightbench.quant;

import org.weightbench.gguf.TensorType;

/** What a dequantizer writes for each weight. */
public enum FloatFormat {
  /** IEEE 754 binary32. */
  F32(TensorType.F32),
  /**
   * The upper half of an F32, rounded to the nearest, ties to even, as ggml's {@code
   * ggml_fp32_to_bf16} does: half the bytes to write and to hold.
   */
  BF16(TensorType.BF16);

  private final TensorType type;

  FloatFormat(TensorType type) {
    this.type = type;
  }

  /** Returns the tensor type of what is written. */
  public TensorType type() {
    return type;
  }

  /** Returns the bytes of a float. */
  public int bytes() {
    return type.blockBytes();
  }
}
