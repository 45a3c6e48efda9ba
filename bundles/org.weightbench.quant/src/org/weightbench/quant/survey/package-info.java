/**
 * What each quantization format would cost a user's own weights: bytes, error, and the rate at
 * which they become floats again. {@link org.weightbench.quant.survey.FormatSurvey} measures it on
 * a sample of a model.
 */
@NullMarked
package org.weightbench.quant.survey;

import org.jspecify.annotations.NullMarked;
