package org.weightbench.quant.survey;

import java.util.List;

/**
 * What a {@link FormatSurvey} found.
 *
 * @param sampledWeights how many weights were looked at
 * @param weights how many the model has
 * @param source what the model costs as it is; it has no error
 * @param formats what the formats would cost it, in the order of the request
 */
public record Survey(
    long sampledWeights, long weights, FormatCost source, List<FormatCost> formats) {
  /** Copies the formats. */
  public Survey {
    formats = List.copyOf(formats);
  }
}
