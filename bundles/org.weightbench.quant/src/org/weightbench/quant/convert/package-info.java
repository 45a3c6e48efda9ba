/** Converts whole models from one tensor type to another. */
@NullMarked
package org.weightbench.quant.convert;

import org.jspecify.annotations.NullMarked;
