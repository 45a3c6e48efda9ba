package org.weightbench.load;

import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;

/**
 * A tensor that a load is going to deliver.
 *
 * @param info the tensor in the file
 * @param type the type in which it is delivered
 * @param offset byte offset of its first byte: in the mapping of its shard when mapped, else in the
 *     destination
 * @param byteSize bytes in the delivered form
 */
public record PlannedTensor(TensorInfo info, TensorType type, long offset, long byteSize) {}
