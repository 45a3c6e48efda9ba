package org.weightbench.load;

/**
 * A contiguous part of a shard that is read as one sequential stream.
 *
 * @param shard index of the shard
 * @param fileOffset file offset of its first byte
 * @param byteSize length
 * @param tensors number of tensors in it
 */
public record ReadRange(int shard, long fileOffset, long byteSize, int tensors) {
  /** Returns the file offset after its last byte. */
  public long endOffset() {
    return fileOffset + byteSize;
  }
}
