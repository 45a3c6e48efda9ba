/**
 * The numbers inside tensor types: {@link org.weightbench.quant.Dequantizer} turns stored weights
 * into floats, {@link org.weightbench.quant.Quantizer} stores floats as weights, and {@link
 * org.weightbench.quant.QuantizationMix} says which type each tensor of a model gets. A type's
 * kernels are one class each in the internal package and one line in its list.
 */
@NullMarked
package org.weightbench.quant;

import org.jspecify.annotations.NullMarked;
