package org.weightbench.gguf;

import java.nio.file.Path;
import java.util.List;

/**
 * One file of a model.
 *
 * @param path where it is
 * @param version the version of its format, 2 or 3
 * @param alignment what every tensor's place is a multiple of, in bytes
 * @param dataOffset where tensor data starts, in bytes from the start of the file
 * @param byteSize its size
 * @param metadata its own keys and values
 * @param tensors its own tensors, in the order of its list
 */
public record GgufFile(
    Path path,
    int version,
    int alignment,
    long dataOffset,
    long byteSize,
    Metadata metadata,
    List<TensorInfo> tensors) {

  /** Copies the list. */
  public GgufFile {
    tensors = List.copyOf(tensors);
  }
}
