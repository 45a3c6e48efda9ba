package org.weightbench.quant.survey;

/**
 * How fast stored weights become F32.
 *
 * @param threads number of threads
 * @param weightsPerSecond the median over several passes through the sample
 */
public record DequantizeRate(int threads, double weightsPerSecond) {
  /** Returns the rate in bytes of F32 written per second. */
  public double floatBytesPerSecond() {
    return weightsPerSecond * Float.BYTES;
  }
}
