package org.weightbench.gguf;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is not a GGUF model that can be read. The message is one sentence with the file, the byte
 * offset, what was found and what was expected; strings out of the file are escaped in it.
 */
public final class GgufException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient GgufProblem problem;

  GgufException(GgufProblem problem) {
    super(problem.message());
    this.problem = problem;
  }

  GgufException(Path file, long byteOffset, String found, String expected) {
    this(new GgufProblem(file, byteOffset, found, expected));
  }

  GgufException(Path file, String found, String expected, Throwable cause) {
    this(file, 0, found, expected, cause);
  }

  GgufException(Path file, long byteOffset, String found, String expected, Throwable cause) {
    this(file, byteOffset, found, expected);
    initCause(cause);
  }

  /** Returns the file that cannot be read. */
  public Path file() {
    return problem.file();
  }

  /** Returns where in the file, in bytes from its start. */
  public long byteOffset() {
    return problem.byteOffset();
  }

  /** Returns what is there. */
  public String found() {
    return problem.found();
  }

  /** Returns what should be there. */
  public String expected() {
    return problem.expected();
  }
}
