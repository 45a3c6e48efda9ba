/**
 * Synthesizes whole models: files of a wanted size with the structure, metadata, tokenizer and
 * number formats of real ones, which llama.cpp loads, and weights that mean nothing.
 */
@NullMarked
package org.weightbench.quant.synth;

import org.jspecify.annotations.NullMarked;
