package org.weightbench.gguf;

import java.nio.file.Path;

/**
 * Something that is wrong in a file or that ggml would refuse, while the rest stays readable.
 *
 * @param file the file
 * @param byteOffset where in the file, in bytes from its start
 * @param found what is there
 * @param expected what should be there
 */
public record GgufProblem(Path file, long byteOffset, String found, String expected) {

  /** Returns all of it in one sentence that is safe to show on a terminal. */
  public String message() {
    return DisplayText.of(file.toString())
        + ", byte "
        + byteOffset
        + ": found "
        + found
        + ", expected "
        + expected;
  }
}
