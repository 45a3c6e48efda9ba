package org.weightbench.gguf;

import java.util.List;

/**
 * A tensor as a header lists it, whose place has not been checked.
 *
 * @param byteSize its size, or {@link #UNKNOWN_SIZE} when its type is unknown
 * @param offset where its data is to start, from the start of the data section
 * @param offsetAt where the header says so, from the start of the file
 */
record UnplacedTensor(
    String name, List<Long> shape, int typeId, long byteSize, long offset, int offsetAt) {
  static final long UNKNOWN_SIZE = -1;

  boolean sizeUnknown() {
    return byteSize == UNKNOWN_SIZE;
  }
}
