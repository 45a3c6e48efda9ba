package org.weightbench.quant.convert;

import org.weightbench.quant.QuantizationMix;

/**
 * How a model is converted.
 *
 * @param mix the types of the new file's tensors
 * @param threads how many threads convert, from 1 to {@value #MOST_THREADS}; the result does not
 *     depend on it
 * @param errors whether each tensor is read back and compared with its source, which takes a
 *     dequantizer of every type that the mix chooses
 * @param reference whether the blocks are those of ggml's reference quantizers also where other
 *     ones lose less
 */
public record ConversionSettings(
    QuantizationMix mix, int threads, boolean errors, boolean reference) {
  /** The most threads: as many parts as a window has. */
  public static final int MOST_THREADS = 64;

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException when it is out of range
   */
  public ConversionSettings {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "%d threads cannot convert: ask for 1 to %d".formatted(threads, MOST_THREADS));
    }
  }

  /** Returns settings with a thread for each processor, without errors, for the best blocks. */
  public static ConversionSettings of(QuantizationMix mix) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new ConversionSettings(mix, Math.clamp(processors, 1, MOST_THREADS), false, false);
  }

  /** Returns these settings with another number of threads. */
  public ConversionSettings withThreads(int count) {
    return new ConversionSettings(mix, count, errors, reference);
  }

  /** Returns these settings with the errors of all tensors measured, or not. */
  public ConversionSettings withErrors(boolean measured) {
    return new ConversionSettings(mix, threads, measured, reference);
  }

  /** Returns these settings with the blocks of ggml's reference, or with the best ones. */
  public ConversionSettings withReference(boolean wanted) {
    return new ConversionSettings(mix, threads, errors, wanted);
  }
}
