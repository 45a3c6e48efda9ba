package org.weightbench.os;

/**
 * What direct reads of one file must be multiples of.
 *
 * @param memoryBytes the alignment of the target's address
 * @param offsetBytes the alignment of position and length
 * @param reported whether the kernel named the two for this file (statx with STATX_DIOALIGN, Linux
 *     6.1 and later); otherwise they are 4096, which every common file system accepts
 */
public record DirectAlignment(int memoryBytes, int offsetBytes, boolean reported) {}
