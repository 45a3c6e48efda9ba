package org.weightbench.quant.survey;

import java.util.List;
import org.weightbench.quant.WeightError;

/**
 * What a format costs a model.
 *
 * @param format the format's name
 * @param bitsPerWeight bits that a weight takes, on the average of the whole model
 * @param fileBytes about how large the file would be
 * @param error how far the sampled weights are from the model's when they are stored so
 * @param rates how fast the sampled weights become floats, in the order of the request's threads
 * @param kernels names of the kernels that made them floats
 */
public record FormatCost(
    String format,
    double bitsPerWeight,
    long fileBytes,
    WeightError error,
    List<DequantizeRate> rates,
    List<String> kernels) {
  /** Copies the lists. */
  public FormatCost {
    rates = List.copyOf(rates);
    kernels = List.copyOf(kernels);
  }
}
