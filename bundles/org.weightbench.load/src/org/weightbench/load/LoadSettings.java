package org.weightbench.load;

/**
 * How a model is to be loaded.
 *
 * @param strategy how bytes come from the file to memory
 * @param deliver the form in which tensors are handed over
 * @param threads threads that read, copy and dequantize, at least 1
 * @param chunkBytes largest piece that one thread works on at a time, {@link #MIN_CHUNK_BYTES} to
 *     {@link #MAX_CHUNK_BYTES}; needs no alignment
 */
public record LoadSettings(Strategy strategy, Deliver deliver, int threads, long chunkBytes) {
  /** Smallest chunk: one page. */
  public static final long MIN_CHUNK_BYTES = 4096;

  /** Largest chunk: 1 GiB, which one read call can do everywhere. */
  public static final long MAX_CHUNK_BYTES = 1L << 30;

  /** Chunk size where nobody asked for another one. */
  public static final long DEFAULT_CHUNK_BYTES = 4L << 20;

  private static final int MAX_THREADS = 4096;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is out of range, or the strategy cannot deliver
   *     the form
   */
  public LoadSettings {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads is " + threads + ", expected 1 to " + MAX_THREADS);
    }
    if (chunkBytes < MIN_CHUNK_BYTES || chunkBytes > MAX_CHUNK_BYTES) {
      throw new IllegalArgumentException(
          "chunkBytes is "
              + chunkBytes
              + ", expected "
              + MIN_CHUNK_BYTES
              + " to "
              + MAX_CHUNK_BYTES);
    }
    if (!strategy.delivers().contains(deliver)) {
      throw new IllegalArgumentException(
          "strategy "
              + strategy.name()
              + " cannot deliver "
              + deliver.label()
              + ": "
              + strategy.refusal(deliver));
    }
  }
}
