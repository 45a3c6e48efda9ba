/**
 * The kernels: one class for each tensor type and direction, listed in {@link
 * org.weightbench.quant.internal.DequantizerKernels} and {@link
 * org.weightbench.quant.internal.QuantizerKernels}. The scalar kernels here are the readable
 * specification of each type; block layouts are those of ggml's {@code ggml-common.h}.
 */
@NullMarked
package org.weightbench.quant.internal;

import org.jspecify.annotations.NullMarked;
