/** Tests of model conversion on real models. */
@NullMarked
package org.weightbench.quant.convert;

import org.jspecify.annotations.NullMarked;
