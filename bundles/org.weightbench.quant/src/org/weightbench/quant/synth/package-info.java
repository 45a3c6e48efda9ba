/** Synthesizes whole models: real files of a wanted size that llama.cpp loads. */
@NullMarked
package org.weightbench.quant.synth;

import org.jspecify.annotations.NullMarked;
