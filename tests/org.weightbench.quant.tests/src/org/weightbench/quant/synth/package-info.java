/** Tests of synthesized models. */
@NullMarked
package org.weightbench.quant.synth;

import org.jspecify.annotations.NullMarked;
