package org.weightbench.load;

import org.weightbench.quant.Dequantizer;

/**
 * Whole blocks of one tensor within a chunk.
 *
 * @param dequantizer makes floats of them
 * @param chunkOffset byte offset of the first block in the chunk
 * @param weights weights in the run, a multiple of the type's block
 * @param destinationOffset byte offset of the first float in the destination
 */
public record BlockRun(
    Dequantizer dequantizer, long chunkOffset, long weights, long destinationOffset) {}
