/** Tests of the tensor number formats against ggml's own blocks and floats. */
@NullMarked
package org.weightbench.quant;

import org.jspecify.annotations.NullMarked;
