package org.weightbench.load;

/**
 * How a consumer fared that took the tensors layer by layer while the next ones were loaded.
 *
 * @param layers what was handed over: layers, and the groups of tensors before and after them
 * @param firstLayerNanos from the start of the load until the consumer held the first of them
 * @param stallNanos time that the consumer waited for layers that were not ready, the first one
 *     included
 * @param consumeNanos time that the consumer held layers
 * @param peakWindowBytes most bytes that were ready or being made ready at any time
 */
public record StreamReport(
    int layers, long firstLayerNanos, long stallNanos, long consumeNanos, long peakWindowBytes) {}
