package org.weightbench.load;

import java.io.IOException;

/** One worker's way to read chunks; used by one thread alone. */
public interface ChunkReader extends AutoCloseable {
  /**
   * Takes chunks until there are none and hands the bytes of each to the sink. A reader may have
   * several chunks under way and may finish them in any order.
   *
   * @param queue gives the next chunk
   * @param sink says where bytes go and takes them
   * @param clock is told the time spent reading or faulting
   * @throws IOException when the system refuses or a file is shorter than its header says
   */
  void readAll(ChunkQueue queue, ChunkSink sink, PhaseClock clock) throws IOException;

  @Override
  void close() throws IOException;
}
