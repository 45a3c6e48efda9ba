package org.weightbench.os.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Arrays of struct iovec: an address and a length each. */
final class IoVector {
  private static final long ENTRY_BYTES = 16;

  private IoVector() {}

  static MemorySegment allocate(Arena arena, List<MemorySegment> parts) {
    MemorySegment vector = arena.allocate(ENTRY_BYTES * parts.size(), Long.BYTES);
    for (int i = 0; i < parts.size(); i++) {
      vector.set(ValueLayout.ADDRESS, i * ENTRY_BYTES, parts.get(i));
      vector.set(ValueLayout.JAVA_LONG, i * ENTRY_BYTES + 8, parts.get(i).byteSize());
    }
    return vector;
  }
}
