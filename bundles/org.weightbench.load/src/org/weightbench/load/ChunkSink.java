package org.weightbench.load;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Takes file bytes and makes of them what is to be delivered; used by one worker thread. */
public interface ChunkSink {
  /**
   * Returns memory to read file bytes into, present (touched) and congruent with the file offset
   * modulo the plan's alignment. Readers that have the bytes in memory already do not ask for it.
   *
   * @param chunk the chunk that the bytes are for
   * @param fromOffset file offset of the first byte, at most the chunk's offset and less than one
   *     alignment before it
   * @param toOffset file offset after the last byte, less than one alignment after the chunk's end
   * @throws IOException when there is no memory
   */
  MemorySegment target(Chunk chunk, long fromOffset, long toOffset) throws IOException;

  /**
   * Returns the memory of which {@link #target} gives parts again and again, for readers that can
   * register it with the system; empty until all of it is present, and when every target is new.
   */
  Optional<MemorySegment> reused();

  /**
   * Takes the bytes of a chunk, exactly those.
   *
   * @param bytes in the memory that {@link #target} gave, or in a mapping
   * @throws IOException when there is no memory for what is made of them
   */
  void accept(Chunk chunk, MemorySegment bytes) throws IOException;
}
