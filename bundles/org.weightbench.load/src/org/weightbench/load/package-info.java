/**
 * The loader engine: turns a GGUF model on disk into tensors in memory and says where the time
 * went. {@link org.weightbench.load.Loader} is the measured act, {@link
 * org.weightbench.load.LoadPlan} what it is going to do, a {@link org.weightbench.load.Strategy}
 * how the bytes come from the file, {@link org.weightbench.load.Deliver} what 'loaded' means, a
 * {@link org.weightbench.load.TensorSelection} which tensors are loaded. A {@link
 * org.weightbench.load.LayerStream} hands over layers while the next ones are loaded. Works in any
 * Java program on a plain class path.
 */
@NullMarked
package org.weightbench.load;

import org.jspecify.annotations.NullMarked;
