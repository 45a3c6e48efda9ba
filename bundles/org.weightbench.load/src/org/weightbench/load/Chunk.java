package org.weightbench.load;

import java.util.List;

/**
 * A contiguous piece of a shard that one worker reads at a time.
 *
 * @param shard index of the shard
 * @param fileOffset file offset of its first byte
 * @param byteSize length in the file, more than 0
 * @param destinationOffset where what is made of it begins in the destination; the address of its
 *     first byte when copied, of its first float when dequantized, 0 when mapped
 * @param destinationBytes bytes made of it in the destination; 0 when mapped
 * @param pieces the runs of blocks in it when it is to be dequantized, else empty
 */
public record Chunk(
    int shard,
    long fileOffset,
    long byteSize,
    long destinationOffset,
    long destinationBytes,
    List<BlockRun> pieces) {
  /** Returns the file offset after its last byte. */
  public long endOffset() {
    return fileOffset + byteSize;
  }
}
