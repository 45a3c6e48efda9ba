/** Tests of format surveys on real models. */
@NullMarked
package org.weightbench.quant.survey;

import org.jspecify.annotations.NullMarked;
