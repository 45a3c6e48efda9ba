/**
 * The kernels on the Vector API, one class for each tensor type, listed in {@link
 * org.weightbench.quant.internal.vector.VectorApiKernels}: bit for bit what the scalar kernels
 * make, which say what the bytes mean. Nothing else names the incubator module, so that all else
 * runs without it.
 *
 * <p>What keeps them fast: they are flat, since a compiler that has inlined hundreds of vector
 * methods inlines no further one and then boxes every vector; counters are ints; species are static
 * constants ({@link org.weightbench.quant.internal.vector.Lanes}); where narrow vectors would make
 * a loop long, it is a nest of short ones that count from 0, since only these are unrolled.
 */
@NullMarked
package org.weightbench.quant.internal.vector;

import org.jspecify.annotations.NullMarked;
