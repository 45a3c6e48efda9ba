package org.weightbench.load;

/**
 * When a layer became ready.
 *
 * @param layer its number, the N of {@code blk.N}
 * @param nanosFromStart from the start of the load to the layer's last tensor ready
 */
public record LayerReady(int layer, long nanosFromStart) {}
