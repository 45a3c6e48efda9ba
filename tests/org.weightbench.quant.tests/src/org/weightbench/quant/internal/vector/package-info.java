/** Vector kernels beside their scalar twins, at every width. */
@NullMarked
package org.weightbench.quant.internal.vector;

import org.jspecify.annotations.NullMarked;
