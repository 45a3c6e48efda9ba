/**
 * The GGUF file format: {@link org.weightbench.gguf.GgufModel} reads a model of one or more shards
 * over a mapping, {@link org.weightbench.gguf.GgufWriter} writes one, {@link
 * org.weightbench.gguf.TensorType} is the one place of tensor type ids and block sizes. The layout
 * follows the GGUF specification and ggml's {@code gguf.cpp}; versions 2 and 3, little endian, are
 * read. All values are immutable and usable from every thread.
 */
@NullMarked
package org.weightbench.gguf;

import org.jspecify.annotations.NullMarked;
