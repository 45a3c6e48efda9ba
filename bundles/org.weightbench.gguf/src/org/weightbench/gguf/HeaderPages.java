package org.weightbench.gguf;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Brings the bytes of a header into the page cache before they are read through a mapping. Faults
 * on a mapping make most systems read around them, up to several MiB beyond the header.
 */
@FunctionalInterface
public interface HeaderPages {
  /** Leaves it to the faults on the mapping. */
  HeaderPages BY_FAULTS = (_, _, _) -> {};

  /**
   * Brings in a range of a file. Called in the order of the file, by the thread that opens it.
   *
   * @param fromOffset where the range starts, in bytes from the start of the file
   * @param toOffset where it ends, at most the file's size
   * @throws IOException when it cannot be read
   */
  void bring(Path file, long fromOffset, long toOffset) throws IOException;
}
