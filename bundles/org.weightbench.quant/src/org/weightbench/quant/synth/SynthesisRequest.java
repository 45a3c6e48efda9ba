package org.weightbench.quant.synth;

import org.weightbench.quant.QuantizationMix;

/**
 * Which model to synthesize.
 *
 * @param approximateBytes the file's size, met within 5 %; from {@link #MINIMUM_BYTES} to {@link
 *     #MAXIMUM_BYTES}
 * @param mix which types its tensors are stored in
 * @param seed what the weights depend on: equal requests give equal files
 */
public record SynthesisRequest(long approximateBytes, QuantizationMix mix, long seed) {
  /** The smallest size: below 1 MiB a tokenizer and one layer hardly fit. */
  public static final long MINIMUM_BYTES = 1L << 20;

  /** The largest size, 1 TB. */
  public static final long MAXIMUM_BYTES = 1_000_000_000_000L;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when it is out of range
   */
  public SynthesisRequest {
    if (approximateBytes < MINIMUM_BYTES || approximateBytes > MAXIMUM_BYTES) {
      throw new IllegalArgumentException(
          "a model of %d bytes cannot be synthesized: ask for at least %d (1 MiB) and at most %d"
                  .formatted(approximateBytes, MINIMUM_BYTES, MAXIMUM_BYTES)
              + " (1 TB)");
    }
  }
}
