/** Tests of what stands behind dequantizers and quantizers. */
@NullMarked
package org.weightbench.quant.internal;

import org.jspecify.annotations.NullMarked;
