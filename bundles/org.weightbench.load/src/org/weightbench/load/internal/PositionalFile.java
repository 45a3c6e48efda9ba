package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** An open file that is read at positions. */
interface PositionalFile extends AutoCloseable {
  /** Tells the system that a range will be read next, where the load's advice is to do so. */
  void announce(long position, long length) throws IOException;

  /**
   * Reads at most as many bytes as fit the target.
   *
   * @return the number of bytes read, 0 or less at the end of the file
   */
  long read(MemorySegment target, long position) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens files. */
  @FunctionalInterface
  interface Opener {
    PositionalFile open(Path file) throws IOException;
  }
}
